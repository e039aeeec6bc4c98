package io.checkoutsuite.offer.pricing;

/**
 * The result of one code.
 *
 * @param reason a text for the buyer
 */
public record CodeResult(String code, CodeStatus status, String reason) {}
