package io.checkoutsuite.workqueue.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether this node takes items from queues and acquires locks. A node that does not participate refuses both, to callers that are waiting as well
 * ({@link NotParticipatingException}). It may still add items, and finish what it has already taken.
 */
public final class Participation {

    private final List<Runnable> observers = new CopyOnWriteArrayList<>();
    private volatile boolean participating;

    public Participation(boolean participating) {
        this.participating = participating;
    }

    public boolean isParticipating() {
        return participating;
    }

    /** Waiting callers of this node are told at once. */
    public void setParticipating(boolean participating) {
        this.participating = participating;
        observers.forEach(Runnable::run);
    }

    /** @throws NotParticipatingException if this node does not participate */
    public void require() {
        if (!participating) {
            throw new NotParticipatingException();
        }
    }

    /** @param observer called after every change */
    public void observe(Runnable observer) {
        observers.add(observer);
    }

    public void stopObserving(Runnable observer) {
        observers.remove(observer);
    }
}
