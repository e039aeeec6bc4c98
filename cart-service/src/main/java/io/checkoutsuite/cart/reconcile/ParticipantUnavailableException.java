package io.checkoutsuite.cart.reconcile;

/** A participant is unavailable, so its state is unknown. */
public final class ParticipantUnavailableException extends RuntimeException {

    private final String service;

    public ParticipantUnavailableException(String service, Throwable cause) {
        super(service + " does not answer, so its state is unknown", cause);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
