package io.checkoutsuite.reservations;

import java.util.concurrent.atomic.AtomicReference;

/** Runs an action once, immediately before a given step. */
final class BeforeStep implements Steps {
    private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});
    private final String step;

    BeforeStep(String step) {
        this.step = step;
    }

    void doOnce(Runnable newAction) {
        action.set(newAction);
    }

    @Override
    public void before(String next) {
        if (next.equals(step)) {
            action.getAndSet(() -> {}).run();
        }
    }
}
