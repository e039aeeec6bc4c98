package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.events.EventType;
import org.jspecify.annotations.Nullable;

/** What repairs a discrepancy. Every repair action is idempotent. */
sealed interface Remedy {

    /** A text for operators; null if only an operator can repair it. */
    @Nullable
    String description();

    /** Publishes the outcome event again, to one participant only. */
    record PublishAgain(EventType event, Party to) implements Remedy {
        @Override
        public String description() {
            return "publish " + event.wireName() + " again to " + to.word();
        }
    }

    /** Releases what is held for a checkout that can never be decided because its cart no longer exists. */
    record RollBackOrphan(Party at) implements Remedy {
        @Override
        public String description() {
            return "publish " + EventType.CHECKOUT_ROLLBACK.wireName() + " to " + at.word();
        }
    }

    /** Restarts the retries of the compensation. */
    record UndoAnew() implements Remedy {
        @Override
        public String description() {
            return "try the undo anew";
        }
    }

    /** Resumes the checkout, as recovery does. */
    record Resume() implements Remedy {
        @Override
        public String description() {
            return "resume the checkout";
        }
    }

    /** Passes the pending event to the relay again. */
    record Relay(String eventId) implements Remedy {
        @Override
        public String description() {
            return "publish " + eventId;
        }
    }

    /** No repair is safe; an operator has to act. */
    record ByHand() implements Remedy {
        @Override
        public @Nullable String description() {
            return null;
        }
    }
}
