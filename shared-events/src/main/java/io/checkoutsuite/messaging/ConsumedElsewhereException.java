package io.checkoutsuite.messaging;

/** Another process is working on this message; it is delivered again until that one is done or its lease is over. */
public final class ConsumedElsewhereException extends RuntimeException {

    ConsumedElsewhereException(String id) {
        super(id + " is being worked on by another process");
    }
}
