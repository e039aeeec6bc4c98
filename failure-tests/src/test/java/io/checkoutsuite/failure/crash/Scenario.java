package io.checkoutsuite.failure.crash;

import java.util.Locale;

/** A checkout that involves everything: stock, a limited code and two payments. */
enum Scenario {
    /** Everything is reserved and committed. */
    SUCCESS("tok_approve"),
    /** The last step is refused, so everything is compensated. */
    REFUSED("tok_decline_hard"),
    /** The gateway holds the money, and its response is lost. */
    LOST_RESPONSE("tok_timeout_after"),
    /** The gateway's result comes a second later: the checkout waits, is told, and goes on. */
    LATER_RESULT("tok_pending"),
    /** The cart service has already died once, with everything reserved; the points of its recovery are examined. */
    LEFT_BEHIND("tok_approve"),
    /** After the sale, inventory reports that the stock is gone; the points of that handling are examined. */
    SOLD_SHORT("tok_approve"),
    /** After the sale, the order is lost, and an operator replays the outcome; the points of the replay are examined. */
    REPLAYED("tok_approve");

    private final String secondToken;

    Scenario(String secondToken) {
        this.secondToken = secondToken;
    }

    String secondToken() {
        return secondToken;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
