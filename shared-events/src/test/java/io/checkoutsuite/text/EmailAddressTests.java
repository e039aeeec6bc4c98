package io.checkoutsuite.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @ValueSource(strings = {"ann@example.org", " Ann@Example.ORG ", "a.b+c@localhost", "grüße@exämple.de"})
    void an_address_that_mail_could_be_sent_to_is_plausible(String text) {
        assertThat(EmailAddress.isPlausible(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nobody",
                "@example.org",
                "ann@",
                "a@b@c",
                "ann@example..org",
                "an n@example.org",
                "ann@exam\u200Bple.org",
                "a\u0000nn@example.org",
                "ann@.",
                "\u202Eann@example.org"
            })
    void any_other_text_is_not(String text) {
        assertThat(EmailAddress.isPlausible(text)).isFalse();
        assertThat(EmailAddress.isPlausible("a".repeat(65) + "@example.org")).isFalse();
        assertThat(EmailAddress.isPlausible("a@" + "b".repeat(1_000_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.org",
                "ANN@example.ORG",
                " ann@example.org\t",
                "ann+sale@example.org",
                "Ann+1+2@example.org",
                "a\u200Bnn@exam\u200Dple.org",
                "\uFEFFann@example.org",
                "an\u00ADn@example.org",
                "ann@example.org\u0000",
                "\uFF41\uFF4E\uFF4E@example.org",
                "ann\uFF0Bx@example.org"
            })
    void one_mailbox_has_one_name_however_it_is_typed(String text) {
        assertThat(EmailAddress.mailbox(text)).isEqualTo("ann@example.org");
    }

    @Test
    void other_mailboxes_have_other_names() {
        assertThat(EmailAddress.mailbox("an.n@example.org")).isEqualTo("an.n@example.org");
        assertThat(EmailAddress.mailbox("+ann@example.org")).isEqualTo("+ann@example.org");
        assertThat(EmailAddress.mailbox("ann@exa+mple.org")).isEqualTo("ann@exa+mple.org");
        assertThat(EmailAddress.normalised("Ann+Sale@Example.org")).isEqualTo("ann+sale@example.org");
    }
}
