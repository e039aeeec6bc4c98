package io.checkoutsuite.messaging;

/** A dead letter that comes back again and again is not sent once more: what it fails on must be mended first. */
public final class TooManyRedrivesException extends RuntimeException {

    TooManyRedrivesException(DeadLetter letter) {
        super(letter.id() + " was sent again " + letter.redrives() + " times already");
    }
}
