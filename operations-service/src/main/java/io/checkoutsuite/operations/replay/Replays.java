package io.checkoutsuite.operations.replay;

import java.util.List;
import java.util.Optional;

/** All replays. Every write is one conditional write. */
public interface Replays {

    void begin(Replay replay);

    Optional<Replay> find(String tenant, String id);

    /** The replays of a tenant before the given id, newest first; the newest ones if the id is empty. */
    List<Replay> page(String tenant, String beforeId, int limit);

    /** The running replays of all tenants, oldest first. */
    List<Replay.Running> running(int limit);

    /** Replaces the replay; false if it was changed since it was read. */
    boolean replace(Replay seen, Replay next);
}
