package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.TimeRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The participants, as the reconciliation queries them. */
public interface Counterparts {

    /**
     * Previews what each event would change in each participant, in the order of the events.
     *
     * @throws ServiceSilent if a participant is unavailable
     */
    List<Map<Party, Effect>> assess(String tenant, List<OutboxEntry> events);

    /**
     * The next resources that a participant holds after the given id, ordered by id.
     *
     * @param created when the resource was first created; null for any time
     * @throws ServiceSilent if the participant is unavailable
     */
    List<Holding> holdings(Party party, String tenant, @Nullable TimeRange created, String after, int limit);
}
