package io.checkoutsuite.cart.compensation;

/** An activity whose effect can be compensated. */
public interface Compensable {

    String name();

    /**
     * Compensates what the activity did for the attempt. May be called any number of times, even if the activity never ran; it must then have no
     * effect if it runs late. The cart may have changed long before, so the request id alone identifies what is compensated.
     */
    void compensate(String tenant, String requestId);
}
