package io.checkoutsuite.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.org",
                " Ann@Example.ORG ",
                "a.b+c@localhost",
                "grüße@exämple.de",
                "ann@example.org.",
                "ann@example.org\uFF0E",
                "ann@example\u3002org",
                "ann@example\uFF61org",
                "o'neil@example.org",
                "\u4F8B@\u4F8B.jp"
            })
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
                "\u202Eann@example.org",
                "ann\uFE0F@example.org",
                "ann\u034F@example.org",
                "ann\u3164@example.org",
                "ann\u0085@example.org",
                "ann\u2003x@example.org",
                "ann\u2028x@example.org",
                "\"ann\"@example.org",
                "ann(x)@example.org",
                "ann@example.org(x)",
                "<ann@example.org>",
                "ann,bob@example.org",
                "ann;bob@example.org",
                "ann@example.org..",
                "ann@example.org\u2025",
                "ann@[192.0.2.1]",
                "ann@-example.org",
                "ann@exam_ple.org"
            })
    void any_other_text_is_not(String text) {
        assertThat(EmailAddress.isPlausible(text)).isFalse();
        assertThat(EmailAddress.isPlausible("a".repeat(65) + "@example.org")).isFalse();
        assertThat(EmailAddress.isPlausible("a@" + "b".repeat(64) + ".org")).isFalse();
        assertThat(EmailAddress.isPlausible("\uFDFA".repeat(4) + "@example.org"))
                .isFalse();
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
                "ann@example.org.",
                "ann@example.org\uFF0E",
                "ann@example\u3002org",
                "ann@example\uFF61org",
                "ann\uFE0F@example.org",
                "ann\u034F@example.org",
                "ann\u3164@example.org",
                "ann\u0085@example.org",
                "ann\u2800@example.org",
                "ann\uFFA0@example.org",
                "an\uDB40\uDC61n@example.org",
                "\uFF41\uFF4E\uFF4E@example.org",
                "ann\uFF0Bx@example.org"
            })
    void one_mailbox_has_one_name_however_it_is_typed(String text) {
        assertThat(EmailAddress.mailbox(text)).isEqualTo("ann@example.org");
    }

    @Test
    void one_mailbox_has_one_name_in_every_alphabet() {
        assertThat(EmailAddress.mailbox("Grüße+1@EXÄMPLE.de"))
                .isEqualTo(EmailAddress.mailbox("gru\u0308ße@xn--EXMPLE-cua.de."))
                .isEqualTo("grüße@xn--exmple-cua.de");
        assertThat(EmailAddress.mailbox("\u0391\u03A3@example.org"))
                .isEqualTo(EmailAddress.mailbox("\u03B1\u03C2@example.org"))
                .isEqualTo(EmailAddress.mailbox("\u03B1\u03C3@example.org"));
    }

    @Test
    void the_one_spelling_of_an_address_is_its_own() {
        for (char any = 0; any < Character.MIN_SURROGATE; any++) {
            String once = EmailAddress.normalised("a" + any + "b@ex" + any + "ample.org");
            assertThat(EmailAddress.normalised(once)).isEqualTo(once);
        }
    }

    @Test
    void other_mailboxes_have_other_names() {
        assertThat(EmailAddress.mailbox("an.n@example.org")).isEqualTo("an.n@example.org");
        assertThat(EmailAddress.mailbox("+ann@example.org")).isEqualTo("+ann@example.org");
        assertThat(EmailAddress.mailbox("ann@exa+mple.org")).isEqualTo("ann@exa+mple.org");
        assertThat(EmailAddress.normalised("Ann+Sale@Example.org")).isEqualTo("ann+sale@example.org");
    }
}
