package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Previews what events would change in the participants if they were applied now. Changes nothing. */
public interface Assessments {

    /** The names of all participants: order, inventory, offer, payment. */
    List<String> services();

    /**
     * Queries the named participants concurrently.
     *
     * @return the results by participant, in the given order
     */
    Map<String, Verdict> assess(String tenant, Collection<String> services, List<OutboxEntry> events);

    /** The result of one participant. */
    sealed interface Verdict {}

    /**
     * The previews of a participant.
     *
     * @param effects one for each event, in the order of the events
     */
    record Assessed(List<Effect> effects) implements Verdict {

        public Assessed {
            effects = List.copyOf(effects);
        }
    }

    /** The participant is unavailable, so its previews are unknown. */
    record NoAnswer(String reason) implements Verdict {}
}
