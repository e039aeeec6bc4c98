package io.checkoutsuite.workqueue.lock;

import io.checkoutsuite.limits.Texts;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.workqueue.node.Participation;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks of this node. Each lock is one document among the leases of the database, which is never removed, so that its fencing token never
 * begins again: the number of different names should be bounded.
 */
public final class LeaseLocks {

    /** The maximum length of the name of a lock or of an owner, in characters. */
    public static final int MAX_NAME_LENGTH = 128;

    private final Leases leases;
    private final Clock clock;
    private final Participation participation;
    private final LeaseLockSettings settings;
    private final ConcurrentHashMap<String, LocalLock> inUse = new ConcurrentHashMap<>();

    /** @param clock the clock of the database, the same as that of the leases */
    public LeaseLocks(Leases leases, Clock clock, Participation participation, LeaseLockSettings settings) {
        this.leases = leases;
        this.clock = clock;
        this.participation = participation;
        this.settings = settings;
        participation.observe(() -> inUse.values().forEach(LocalLock::wakeAll));
    }

    /**
     * A lock whose owner is the thread that calls it.
     *
     * @param name 1 to 128 printable characters
     */
    public LeaseLock get(String name) {
        return new LeaseLock(this, required("lock", name), () -> new LockOwner.ThreadOwner(Thread.currentThread()));
    }

    /**
     * A lock with a named owner, for work that moves from thread to thread. The same name on another node is another owner.
     *
     * @param name 1 to 128 printable characters
     * @param owner 1 to 128 printable characters
     */
    public LeaseLock get(String name, String owner) {
        LockOwner named = new LockOwner.NamedOwner(required("lock owner", owner));
        return new LeaseLock(this, required("lock", name), () -> named);
    }

    /** Uses the state of a lock on this node, which exists only while it is held, waited for or used. */
    <T, E extends Exception> T using(String name, Use<T, E> use) throws E {
        LocalLock lock = inUse.compute(name, (key, known) -> {
            LocalLock used = known == null ? new LocalLock(key, leases, clock, participation, settings) : known;
            used.enter();
            return used;
        });
        try {
            return use.apply(lock);
        } finally {
            inUse.compute(name, (key, known) -> lock.leave() ? null : known);
        }
    }

    /** What a caller does with a lock. */
    interface Use<T, E extends Exception> {
        T apply(LocalLock lock) throws E;
    }

    private static String required(String what, String name) {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH || !Texts.isPrintable(name)) {
            throw new IllegalArgumentException("The name of a %s has 1 to %d printable characters and is not blank"
                    .formatted(what, MAX_NAME_LENGTH));
        }
        return name;
    }
}
