package io.checkoutsuite.operations.reconciliation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored runs. Of the scheduled runs, only the last one is stored. */
public interface Reconciliations {

    /** The id of the last scheduled run. */
    String SCHEDULED = "scheduled";

    void add(Reconciliation run);

    /**
     * Replaces the result of the last scheduled run.
     *
     * @param progress the progress after the run; null if it was aborted, which leaves the stored progress unchanged
     * @param token of the lease; a result with a smaller token than the stored one is discarded
     */
    void saveScheduled(Reconciliation run, @Nullable ReconciliationProgress progress, long token);

    /** Empty before the first scheduled run. */
    Optional<ReconciliationProgress> progress(String tenant);

    Optional<Reconciliation> find(String tenant, String id);

    /** The runs before the given id, latest first, without their findings. */
    List<Reconciliation> page(String tenant, @Nullable String beforeId, int limit);
}
