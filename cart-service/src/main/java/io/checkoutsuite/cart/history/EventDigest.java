package io.checkoutsuite.cart.history;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.text.Sha256;

/** Tells whether two events are the same, byte for byte. */
public final class EventDigest {

    private EventDigest() {}

    /** SHA-256 of the body in UTF-8, in hexadecimal digits. */
    public static String of(OutboxEntry event) {
        return Sha256.hex(event.body());
    }
}
