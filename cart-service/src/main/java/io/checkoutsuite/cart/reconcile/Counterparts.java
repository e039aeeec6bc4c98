package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.TimeRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the other services say of themselves. */
public interface Counterparts {

    /**
     * What each event would change in each service, in the order of the events.
     *
     * @throws ServiceSilent if one of them does not say
     */
    List<Map<Party, Effect>> assess(String tenant, List<OutboxEntry> events);

    /**
     * What a service holds, ordered by id, after the given one.
     *
     * @param created when it was taken or made first; null for always
     * @throws ServiceSilent if it does not say
     */
    List<Holding> holdings(Party party, String tenant, @Nullable TimeRange created, String after, int limit);
}
