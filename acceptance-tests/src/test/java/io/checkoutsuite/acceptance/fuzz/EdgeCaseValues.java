package io.checkoutsuite.acceptance.fuzz;

import java.util.List;
import java.util.Random;

/** Edge-case values that implementations tend to overlook. */
final class EdgeCaseValues {

    /** Each of them passes the Luhn check. */
    static final List<String> CARDS = List.of("4242424242424242", "5555555555554444", "378282246310005");

    private static final String FULL_WIDTH = "４２４２４２４２４２４２４２４２";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t",
            "\u0000",
            "a\u0000b",
            "\u0007\u001b[31mred\u001b[0m",
            "line\r\nSet-Cookie: a=b",
            "12:00:00.000 ERROR forged line",
            "x\n12:00:00.000 ERROR forged [main] - line",
            "\u202Eevil\u202C",
            "\u200B\u200C\u200D\uFEFF",
            "\u2028\u2029",
            "e\u0301\u0327\u0301",
            "Z\u0351\u036B\u0343\u036A\u0302\u036Ba\u0300\u0301lgo",
            "👩‍👩‍👧‍👦",
            "𝟙𝟚𝟛",
            "１２３",
            "٣",
            "ß ﬃ İ ı",
            "${jndi:ldap://127.0.0.1:1/a}",
            "#{1+1} {{7*7}} <%= 7 %>",
            "<script>alert(1)</script>",
            "' OR '1'='1",
            "$where",
            "$ne",
            "a.b.c",
            "__proto__",
            "../../../etc/passwd",
            "%00%2e%2e%2f",
            "null",
            "undefined",
            "NaN",
            "-0",
            "+1",
            "1e5",
            "1E+2147483647",
            "1E-2147483648",
            "0x10",
            "1_000",
            "1,299.00",
            "１０.００",
            "9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999999999999999.99",
            "0.0000000000000000000000000000000001",
            "2026-02-30",
            "2026-02-30T00:00:00Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00",
            "GBPX",
            "gbp",
            "XXX",
            "ZZZ",
            "a@b",
            "\"quoted\"@example.org",
            "a@example.org\u0000",
            "=cmd|' /C calc'!A0");

    private EdgeCaseValues() {}

    /** Returns an edge-case text, sometimes a card number. */
    static String text(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> card(random);
            case 1 -> "x".repeat(65 + random.nextInt(400));
            case 2 -> "é".repeat(1 << random.nextInt(14));
            case 3 -> codePoints(random);
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    static String card(Random random) {
        String card = CARDS.get(random.nextInt(CARDS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> card.replaceAll("(.{4})", "$1 ").strip();
            case 1 -> card.replaceAll("(.{4})(?=.)", "$1-");
            case 2 -> FULL_WIDTH;
            case 3 -> "my card is " + card + ", thanks";
            case 4 -> card.replaceAll("(.{4})(?=.)", "$1\u00A0");
            case 5 -> card.replaceAll("(.{4})(?=.)", "$1    ");
            case 6 -> card.replaceAll("(.{4})(?=.)", "$1:");
            default -> card;
        };
    }

    private static String codePoints(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            int point = random.nextInt(Character.MAX_CODE_POINT);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
        }
        return text.toString();
    }

    /** Returns text to put in the place of a JSON value; some of it is not JSON. */
    static String json(Random random) {
        return switch (random.nextInt(26)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> "0";
            case 3 -> "-1";
            case 4 -> "1.5";
            case 5 -> "1e400";
            case 6 -> "-1e-400";
            case 7 -> "1E+2147483647";
            case 8 -> "9223372036854775808";
            case 9 -> "9".repeat(1 << random.nextInt(20));
            case 10 -> "\"" + "9".repeat(1 << random.nextInt(20)) + "\"";
            case 11 -> "0." + "0".repeat(1 << random.nextInt(18)) + "1";
            case 12 -> "\"\\ud800\"";
            case 13 -> "\"\\udc00\\ud800x\"";
            case 14 -> "\"" + "y".repeat(1 << random.nextInt(20)) + "\"";
            case 15 -> "[]";
            case 16 -> "{}";
            case 17 -> nested('[', ']', random);
            case 18 -> nested("{\"a\":", "}", random);
            case 19 -> "{\"$gt\":\"\"}";
            case 20 -> "[" + "1,".repeat(1 << random.nextInt(13)) + "1]";
            case 21 -> random.nextBoolean() ? "NaN" : "'single'";
            case 22 -> "{\"amount\":\"" + "1" + "0".repeat(random.nextInt(30)) + "\",\"currency\":\"JPY\"}";
            default -> Response.JSON.writeValueAsString(text(random));
        };
    }

    private static String nested(char open, char close, Random random) {
        return nested(String.valueOf(open), String.valueOf(close), random);
    }

    private static String nested(String open, String close, Random random) {
        int depth = List.of(50, 101, 999, 1_001, 20_000).get(random.nextInt(5));
        return open.repeat(depth) + "1" + close.repeat(depth);
    }

    static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
