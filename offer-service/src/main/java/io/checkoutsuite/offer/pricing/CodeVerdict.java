package io.checkoutsuite.offer.pricing;

/**
 * The answer to one code.
 *
 * @param reason in words for the buyer
 */
public record CodeVerdict(String code, CodeStatus status, String reason) {}
