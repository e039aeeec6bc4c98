package io.checkoutsuite.messaging;

/** An event of a type that this version of the service has no output binding for. */
public final class UnboundEventException extends RuntimeException {

    public UnboundEventException(OutboxEntry entry) {
        super("No binding for events of type " + entry.type());
    }
}
