package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.messaging.InboxEntry;
import java.time.Instant;

/** What records that the completion of a checkout was applied. */
public final class InboxEntryFixture {

    private InboxEntryFixture() {}

    public static InboxEntry completionOf(String requestId) {
        return new InboxEntry(
                "checkoutCompletion:" + requestId,
                "checkoutCompletion",
                "CheckoutCompletionListener",
                Instant.parse("2026-05-04T10:15:30Z"),
                null);
    }
}
