package io.checkoutsuite.web.problem;

/**
 * One refused value.
 *
 * @param pointer JSON pointer into the body, or {@code header:If-Match}, {@code query:limit}
 * @param code stable, for instance too-small
 */
public record FieldError(String pointer, String code, String message) {}
