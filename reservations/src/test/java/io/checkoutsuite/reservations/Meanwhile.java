package io.checkoutsuite.reservations;

import java.util.concurrent.atomic.AtomicReference;

/** Runs an action once, immediately before a given step. */
final class Meanwhile implements Pace {
    private final AtomicReference<Runnable> event = new AtomicReference<>(() -> {});
    private final String step;

    Meanwhile(String step) {
        this.step = step;
    }

    void does(Runnable happening) {
        event.set(happening);
    }

    @Override
    public void before(String next) {
        if (next.equals(step)) {
            event.getAndSet(() -> {}).run();
        }
    }

    @Override
    public void giveWay() {}
}
