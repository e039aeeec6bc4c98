package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.events.EventType;
import org.jspecify.annotations.Nullable;

/** What would mend a finding; every remedy may be applied twice without harm. */
sealed interface Remedy {

    /** For people; null if nobody but they can mend it. */
    @Nullable
    String description();

    /** The event that was decided is published once more, for one service only. */
    record PublishAgain(EventType event, Party to) implements Remedy {
        @Override
        public String description() {
            return "publish " + event.wireName() + " again to " + to.word();
        }
    }

    /** What is held for a checkout that can never be decided, since its cart is gone, is given back. */
    record RollBackOrphan(Party at) implements Remedy {
        @Override
        public String description() {
            return "publish " + EventType.CHECKOUT_ROLLBACK.wireName() + " to " + at.word();
        }
    }

    /** The tries to undo begin anew. */
    record UndoAnew() implements Remedy {
        @Override
        public String description() {
            return "try the undo anew";
        }
    }

    /** The checkout is resumed, as recovery does. */
    record Resume() implements Remedy {
        @Override
        public String description() {
            return "resume the checkout";
        }
    }

    /** The relay is told of the event once more. */
    record Relay(String eventId) implements Remedy {
        @Override
        public String description() {
            return "publish " + eventId;
        }
    }

    /** Nothing that is safe. */
    record ByHand() implements Remedy {
        @Override
        public @Nullable String description() {
            return null;
        }
    }
}
