package io.checkoutsuite.reservations.counter;

import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.mongo.TenantKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The counters, as their owner defines and reads them. */
public interface Counters {

    /**
     * Creates or replaces counters. Reserved and committed quantities stay; the available quantity changes by the difference.
     *
     * @throws IllegalArgumentException if a field of the owner has the name of a counter's own field
     */
    void define(List<CounterDefinition> definitions);

    /**
     * Creates counters and replaces those of an earlier revision; a counter of the same or a later revision stays as it is.
     *
     * @throws io.checkoutsuite.mongo.UnreadableDocumentException if one of them cannot be read
     */
    void defineLatest(Collection<RevisedDefinition> definitions);

    /**
     * Returns the current counter.
     *
     * @throws io.checkoutsuite.mongo.UnreadableDocumentException if it cannot be read
     */
    Optional<Counter> find(String id);

    /** Returns the current counters in no particular order, without those that are unknown or unreadable. */
    List<Counter> findAll(Collection<String> ids);

    /** The same, but distinguishes unreadable counters from missing ones. */
    LookupResult<Counter> known(Collection<String> ids);

    /**
     * Returns up to {@code limit} counters of the tenant after this key, ordered by id.
     *
     * @param as converts a counter; counters that cannot be read or converted are left out
     */
    <T> List<T> page(TenantKey after, int limit, Function<Counter, T> as);
}
