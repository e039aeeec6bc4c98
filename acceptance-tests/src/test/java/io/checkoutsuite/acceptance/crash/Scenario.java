package io.checkoutsuite.acceptance.crash;

import java.util.Locale;

/** A checkout that touches everything: stock, a limited code, two means of payment. */
enum Scenario {
    /** Everything is taken and kept. */
    SUCCESS("tok_approve"),
    /** The very last step is refused, so everything is undone. */
    REFUSED("tok_decline_hard"),
    /** The gateway holds the money, and its answer is lost. */
    LOST_ANSWER("tok_timeout_after"),
    /** The cart service has already died once, with everything held: what it does after its restart is looked at. */
    LEFT_BEHIND("tok_approve"),
    /** Everything is sold, then inventory tells that the stock is gone: what comes of that is looked at. */
    SOLD_SHORT("tok_approve");

    private final String secondToken;

    Scenario(String secondToken) {
        this.secondToken = secondToken;
    }

    String secondToken() {
        return secondToken;
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
