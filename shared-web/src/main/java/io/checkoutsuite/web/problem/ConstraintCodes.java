package io.checkoutsuite.web.problem;

import java.util.Map;

/** Maps Bean Validation constraints to stable error codes. */
final class ConstraintCodes {

    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("NotNull", "missing"),
            Map.entry("NotBlank", "missing"),
            Map.entry("NotEmpty", "missing"),
            Map.entry("Min", "too-small"),
            Map.entry("Positive", "too-small"),
            Map.entry("PositiveOrZero", "too-small"),
            Map.entry("Max", "too-large"),
            Map.entry("Size", "wrong-size"),
            Map.entry("Pattern", "malformed"),
            Map.entry("ValidEmailAddress", "malformed"),
            Map.entry("ValidSku", "malformed"),
            Map.entry("ValidCode", "malformed"),
            Map.entry("ValidCustomerId", "malformed"));

    private ConstraintCodes() {}

    static String of(String constraint) {
        return CODES.getOrDefault(constraint, "not-allowed");
    }
}
