package io.checkoutsuite.cart.reconcile;

/** A participant is unavailable, so its state is unknown. */
public final class ServiceSilent extends RuntimeException {

    private final String service;

    public ServiceSilent(String service, Throwable cause) {
        super(service + " does not answer, so its state is unknown", cause);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
