package io.checkoutsuite.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkuTests {

    @ParameterizedTest
    @ValueSource(strings = {"85123A", "A/B%C", "a b", " 22423 ", "Größe-42", "Gro\u0308ße-42", "\uD83C\uDF81", "v1.2"})
    void what_shops_call_their_articles_is_a_sku(String typed) {
        assertThat(Sku.isAllowed(typed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a\tb",
                "a\u0000b",
                "a\u0085b",
                "a\uFFFDb",
                "a\u200Bb",
                "a\u00A0b",
                "a\u202Eb",
                "a\uD83Cb",
                "\uE000",
                "a;b",
                "a\\b",
                ".",
                "..",
                "a/../b"
            })
    void what_cannot_be_seen_or_named_is_none(String typed) {
        assertThat(Sku.isAllowed(typed)).isFalse();
    }

    @Test
    void its_length_counts_in_its_one_spelling() {
        assertThat(Sku.isAllowed("s".repeat(64))).isTrue();
        assertThat(Sku.isAllowed("s".repeat(65))).isFalse();
        assertThat(Sku.isAllowed("o\u0308".repeat(64))).isTrue();
        assertThat(Sku.isAllowed(" ".repeat(1_000) + "s")).isFalse();
    }

    @Test
    void blanks_around_it_and_its_unicode_form_do_not_matter_and_its_case_does() {
        assertThat(Sku.canonical(" Gro\u0308ße ")).isEqualTo("Größe");
        assertThat(Sku.canonical("abc")).isNotEqualTo(Sku.canonical("ABC"));
    }

    @Test
    void a_code_is_measured_in_capitals() {
        assertThat(OfferCode.isAllowed("save-10")).isTrue();
        assertThat(OfferCode.isAllowed("A".repeat(65))).isFalse();
        assertThat(OfferCode.isAllowed("ß".repeat(40))).isFalse();
        assertThat(OfferCode.isAllowed("a\u0000")).isFalse();
    }

    @Test
    void a_customer_id_may_be_as_long_as_a_tokens_subject() {
        assertThat(Limits.isCustomerId("c".repeat(255))).isTrue();
        assertThat(Limits.isCustomerId("c".repeat(256))).isFalse();
        assertThat(Limits.isCustomerId("a\nb")).isFalse();
        assertThat(Limits.isCustomerId(" ")).isFalse();
    }
}
