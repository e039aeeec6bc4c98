package io.checkoutsuite.messaging;

/** The broker did not take a message, through no fault of the message: it can be sent again later. */
public final class BrokerAwayException extends IllegalStateException {

    BrokerAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
