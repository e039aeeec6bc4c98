package io.checkoutsuite.cart.reconcile;

/** A service does not say what it holds, so that nothing can be said of it. */
public final class ServiceSilent extends RuntimeException {

    private final String service;

    public ServiceSilent(String service, Throwable cause) {
        super(service + " does not answer, so nothing is said about what it holds", cause);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
