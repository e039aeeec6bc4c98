package io.checkoutsuite.reservations.counter;

/**
 * The quantity that a counter holds for one request, neither committed nor released yet. It is valid only while its generation is the
 * request's current one; holds of older generations are released.
 *
 * @param requestId the id of the request, which begins with its tenant
 */
public record Hold(String counter, String requestId, int generation, long quantity) {}
