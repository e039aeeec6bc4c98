package io.checkoutsuite.cart.reconcile;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs so far. Of those on schedule only the last is kept. */
public interface Reconciliations {

    /** The id of the last run on schedule. */
    String SCHEDULED = "scheduled";

    void add(Reconciliation run);

    /**
     * Replaces the result of the last run on schedule.
     *
     * @param progress with what came of it; null if it was broken off, which leaves the progress as it was
     * @param token of the lease; a result under a smaller one than the last is not kept
     */
    void keepScheduled(Reconciliation run, @Nullable Progress progress, long token);

    /** Empty before the first run on schedule. */
    Optional<Progress> progress(String tenant);

    Optional<Reconciliation> find(String tenant, String id);

    /** Latest first, before the one of that id; without their findings. */
    List<Reconciliation> page(String tenant, @Nullable String beforeId, int limit);
}
