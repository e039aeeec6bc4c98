package io.checkoutsuite.messaging.inbox;

/** Another process is applying this message; it is delivered again until that process has finished or its lease has expired. */
public final class ConsumptionInProgressException extends RuntimeException {

    ConsumptionInProgressException(String id) {
        super(id + " is being applied by another process");
    }
}
