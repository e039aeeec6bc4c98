package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Asks other services what events would change if they were applied now; changes nothing. */
public interface Assessments {

    /** The names of all services that can be asked: order, inventory, offer, payment. */
    List<String> services();

    /**
     * Asks the named services, all at once.
     *
     * @return by service in the order named
     */
    Map<String, Verdict> assess(String tenant, Collection<String> services, List<OutboxEntry> events);

    /** What one service said. */
    sealed interface Verdict {}

    /**
     * A service's answer.
     *
     * @param effects one for each event, in their order
     */
    record Assessed(List<Effect> effects) implements Verdict {

        public Assessed {
            effects = List.copyOf(effects);
        }
    }

    /** A service could not be asked, so that nothing is known of it. */
    record NoAnswer(String reason) implements Verdict {}
}
