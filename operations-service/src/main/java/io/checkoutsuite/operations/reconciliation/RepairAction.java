package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.operations.participant.Participant;
import org.jspecify.annotations.Nullable;

/** What repairs a discrepancy. Every repair action is idempotent. */
sealed interface RepairAction {

    /** A text for operators; null if only an operator can repair it. */
    @Nullable
    String description();

    /** Publishes the outcome event of an attempt, to one participant only. */
    sealed interface Publication extends RepairAction {

        Participant participant();
    }

    /** Publishes the event again. */
    record RepublishOutcome(EventType event, Participant participant) implements Publication {
        @Override
        public String description() {
            return "publish " + event.wireName() + " again to " + participant.serviceName();
        }
    }

    /** Releases what is held for a checkout that can never be decided because its cart no longer exists. */
    record RollBackOrphan(Participant participant) implements Publication {
        @Override
        public String description() {
            return "publish " + EventType.CHECKOUT_ROLLBACK.wireName() + " to " + participant.serviceName();
        }
    }

    /** Restarts the retries of the compensation. */
    record RetryCompensation() implements RepairAction {
        @Override
        public String description() {
            return "retry the compensation";
        }
    }

    /** Resumes the checkout, as recovery does. */
    record ResumeCheckout() implements RepairAction {
        @Override
        public String description() {
            return "resume the checkout";
        }
    }

    /** Passes the pending event to the relay again. */
    record PublishPendingEvent(String eventId) implements RepairAction {
        @Override
        public String description() {
            return "publish " + eventId;
        }
    }

    /** No repair is safe; an operator has to act. */
    record Manual() implements RepairAction {
        @Override
        public @Nullable String description() {
            return null;
        }
    }
}
