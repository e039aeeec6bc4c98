package io.checkoutsuite.messaging;

/** The broker is unavailable and did not acknowledge a message. The message is not at fault: it can be sent again later. */
public final class BrokerUnavailableException extends IllegalStateException {

    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
