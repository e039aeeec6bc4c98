package io.checkoutsuite.cart.replay;

import java.util.List;
import java.util.Optional;

/** All replays. Every write is one conditional write. */
public interface Replays {

    void begin(Replay replay);

    Optional<Replay> find(String tenant, String id);

    /** Of one tenant, newest first, before the one of that id; all if it is empty. */
    List<Replay> page(String tenant, String beforeId, int limit);

    /** RUNNING ones of all tenants, oldest first. */
    List<Replay> running(int limit);

    /** Writes what follows; false if somebody else has written since it was read. */
    boolean replace(Replay seen, Replay next);
}
