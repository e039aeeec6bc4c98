package io.checkoutsuite.web.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4242424242424242",
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "30569309025904",
                "3530111333300000",
                "6011111111111117",
                "6200000000000005",
                "6304000000000000",
                "4222222222222",
                "4111111111111111110",
                "2200000000000004"
            })
    void the_numbers_of_all_issuers_are_recognized(String number) {
        assertThat(CardNumbers.isIn(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "4111,1111,1111,1111",
                "4111_1111_1111_1111",
                "4111/1111/1111/1111",
                "4111 - 1111 - 1111 - 1111",
                "4111\u00A01111\u20091111\u20031111",
                "4111\u20131111\u20141111\u22121111",
                "41111111 11111111",
                "3782 822463 10005",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "41 11 11 11 11 11 11 11",
                "4111\n1111\n1111\n1111",
                "4242    4242    4242    4242",
                "4242        4242        4242        4242",
                "4242\t\t\t\t4242\t\t\t\t4242\t\t\t\t4242",
                "4242 4242     4242 4242",
                "4242____4242____4242____4242",
                "4242 --- 4242 --- 4242 --- 4242",
                "4242:4242:4242:4242",
                "4242 : 4242 : 4242 : 4242",
                "4242'4242'4242'4242",
                "4242;4242;4242;4242",
                "4242=4242=4242=4242",
                "4242+4242+4242+4242",
                "4242 + 4242 + 4242 + 4242",
                "4242_4242_4242_4242",
                "4242/4242/4242/4242",
                "(4242)(4242)(4242)(4242)",
                "(4242) (4242) (4242) (4242)",
                "[4242][4242][4242][4242]",
                "\"4242\" \"4242\" \"4242\" \"4242\"",
                "4242\\4242\\4242\\4242",
                "4242\u20264242\u20264242\u20264242",
                "4242\uD83D\uDCB34242\uD83D\uDCB34242\uD83D\uDCB34242",
                "4242.4242-4242.4242",
                "4242 4242.4242-4242",
                "4242:4242'4242/4242",
                "4242,4242-4242,4242",
                "42424242:42424242",
                "3782:822463-10005",
                "3782'822463'10005",
                "4:2:4:2:4:2:4:2:4:2:4:2:4:2:4:2",
                "42:42:42:42:42:42:42:42",
                "4    2    4    2    4    2    4    2    4    2    4    2    4    2    4    2"
            })
    void however_they_are_grouped(String number) {
        assertThat(CardNumbers.isIn(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFF14\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11",
                "\uFF14\uFF11\uFF11\uFF11 1111\uFF0D1111 1111",
                "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661",
                "\u2463\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460\u2460",
                "4111\u200B1111\u200D1111\uFEFF1111",
                "4\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1",
                "4111\u00AD1111\u20601111\u0000\u00091111",
                "\uD835\uDFD2\uD835\uDFCF\uD835\uDFCF\uD835\uDFCF111111111111"
            })
    void in_whatever_digits_and_with_invisible_characters_between(String number) {
        assertThat(CardNumbers.isIn(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my card: 5555 5555 5555 4444, thanks",
                "Visa 4111-1111-1111-1111 12/27 123",
                "1 4111 1111 1111 1111",
                "card4111111111111111",
                "tok_4111111111111111",
                "4111111111111111@example.com",
                "4111111111111111=2712101",
                "12 High Street, 4111111111111111 Leeds",
                "+4111111111111111",
                "Ann\uFF14111111111111111"
            })
    void in_the_middle_of_other_text(String text) {
        assertThat(CardNumbers.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tok_approve",
                "12 High Street, LS1 1AA",
                "4111111111111112",
                "41111111111",
                "9111111111111111",
                "41111111111111111111",
                "2026-11-28T20:26:03.123456789Z",
                "1764361234567",
                "1764361234567890123",
                "2026112800000017",
                "550e8400-e29b-41d4-a716-446655440000",
                "41111111-1111-1111-8111-111111111111",
                "r-41111111-1111-1111-8111-111111111111-1",
                "d4111111111111111aaaaaaa",
                "0123456789012345678901234567890123456789",
                "490154203237518",
                "52.520008 13.404954",
                "51.507351, -0.127758",
                "1234567890123456.78",
                "4242.4242 4242.4242",
                "4242, 4242, 4242, 4242",
                "4242,\n4242,\n4242,\n4242",
                "4242; 4242; 4242; 4242",
                "#4242 #4242 #4242 #4242",
                "\u20AC4242 \u20AC4242 \u20AC4242 \u20AC4242",
                "4242 \u20AC, 4242 \u20AC, 4242 \u20AC, 4242 \u20AC",
                "4242         4242         4242         4242",
                "4242 x 4242 x 4242 x 4242",
                "(4242) 4242 (4242) 4242",
                "4242 4242 / +4242 4242",
                "42:42 42:42 42:42 42:42",
                "42:42-42:42, 42:42-42:42",
                "42% 42% 42% 42% 42% 42% 42% 42%",
                "4242424242424: 242",
                "4242424242424:242",
                "38 39 40 41 42 43 44 45",
                "Sizes 38-39-40-41-42-43-44-45"
            })
    void other_texts_are_left_alone(String text) {
        assertThat(CardNumbers.isIn(text)).isFalse();
    }

    /** Some of these would be card numbers if their parts were joined. */
    @Test
    void lists_of_prices_quantities_times_and_order_numbers_are_left_alone() {
        Random random = new Random(7);

        assertThat(lists(random, 8, ", ", () -> between(random, 4_000, 6_999))).noneMatch(CardNumbers::isIn);
        assertThat(lists(random, 8, "; ", () -> between(random, 4_000, 6_999))).noneMatch(CardNumbers::isIn);
        assertThat(lists(random, 8, " #", () -> between(random, 4_000, 6_999))).noneMatch(CardNumbers::isIn);
        assertThat(lists(random, 16, ", ", () -> between(random, 1, 9))).noneMatch(CardNumbers::isIn);
        for (String currency : List.of(" \u20AC / ", " GBP ", "$ ", ", ", " / ", " | ", " - ", "\n")) {
            assertThat(lists(random, 8, currency, () -> between(random, 1, 6_999) + "." + between(random, 10, 99)))
                    .noneMatch(CardNumbers::isIn);
        }
        assertThat(lists(random, 8, " ", () -> between(random, 10, 23) + ":" + between(random, 10, 59)))
                .noneMatch(CardNumbers::isIn);
        assertThat(lists(random, 8, "-", () -> between(random, 10, 23) + ":" + between(random, 10, 59)))
                .noneMatch(CardNumbers::isIn);
        assertThat(lists(random, 4, ", ", () -> "4006381333931: " + between(random, 1, 999)))
                .noneMatch(CardNumbers::isIn);
        assertThat(lists(random, 3, " / ", () -> between(random, 4_000, 6_999) + ".50x" + between(random, 1, 999)))
                .noneMatch(CardNumbers::isIn);
    }

    @Test
    void a_list_of_telephone_numbers_is_left_alone() {
        Random random = new Random(8);

        assertThat(lists(random, 3, " / ", () -> "+49 " + between(random, 1500, 1799) + " " + digits(random, 8)))
                .noneMatch(CardNumbers::isIn);
        assertThat(lists(random, 3, " / ", () -> "(" + digits(random, 4) + ") " + digits(random, 6)))
                .noneMatch(CardNumbers::isIn);
    }

    private static Stream<String> lists(Random random, int most, String separator, Supplier<Object> element) {
        return Stream.generate(() -> Stream.generate(element)
                        .limit(1 + random.nextInt(most))
                        .map(String::valueOf)
                        .collect(Collectors.joining(separator)))
                .limit(2_000);
    }

    private static int between(Random random, int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** German and Japanese article numbers start with 4, as Visa's do; one in ten passes the Luhn check. */
    @Test
    void every_article_number_is_left_alone() {
        Random random = new Random(4);
        assertThat(Stream.generate(() -> withCheckDigit("4" + digits(random, 11)))
                        .limit(10_000))
                .noneMatch(CardNumbers::isIn)
                .noneMatch(ean -> CardNumbers.isIn("sku-" + ean));
        assertThat(CardNumbers.isIn("4006381333931")).isFalse();
        assertThat(CardNumbers.isIn("4 006381 333931")).isFalse();
    }

    @Test
    void uuids_and_hashes_are_left_alone() {
        Random random = new Random(5);
        assertThat(Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()).toString())
                        .limit(200_000))
                .noneMatch(CardNumbers::isIn);
        assertThat(Stream.generate(() -> "%016x%016xf".formatted(random.nextLong(), random.nextLong()))
                        .limit(200_000))
                .noneMatch(CardNumbers::isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 151 23456789",
                "+4915123456789",
                "+4915123456787",
                "004915123456789",
                "+44 20 7946 0958",
                "(0151) 2345-6789",
                "+1 (555) 010-9999 ext. 1234"
            })
    void telephone_numbers_are_left_alone(String phone) {
        assertThat(CardNumbers.isIn(phone)).isFalse();
    }

    @Test
    void every_telephone_number_after_a_plus_is_left_alone() {
        Random random = new Random(6);
        assertThat(Stream.generate(() -> "+49151" + digits(random, 8)).limit(10_000))
                .noneMatch(CardNumbers::isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT611904300234573201",
                "AT61 1904 3002 3457 3201",
                "BE68539007547034",
                "DE89 3704 0044 0532 0130 00",
                "NO9386011117947"
            })
    void bank_accounts_are_left_alone(String iban) {
        assertThat(CardNumbers.isIn(iban)).isFalse();
    }

    /** Ordering them took quadratic time: minutes. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void many_marks_on_one_letter_take_no_time_and_hide_no_number() {
        String marks = "\u0315".repeat(260_000) + "\u0316".repeat(260_000);

        assertThat(CardNumbers.isIn(marks)).isFalse();
        assertThat(CardNumbers.isIn(marks + " 4242\u0315\u0316 4242\u0903 4242 4242"))
                .isTrue();
    }

    @Test
    void no_text_has_no_card_number() {
        assertThat(CardNumbers.isIn(null)).isFalse();
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String withCheckDigit(String twelve) {
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (twelve.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return twelve + (10 - sum % 10) % 10;
    }
}
