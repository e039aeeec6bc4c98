package io.checkoutsuite.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs actors one step at a time, in a planned order. */
final class Turns {

    private static final int LONGEST_SECONDS = 20;
    private static final ThreadLocal<Actor> MINE = new ThreadLocal<>();

    private final List<Actor> actors = new ArrayList<>();

    /** The point that an actor has reached. */
    private enum At {
        A_STEP,
        THE_END
    }

    private static final class Actor {

        private final SynchronousQueue<At> arrivals = new SynchronousQueue<>();
        private final SynchronousQueue<Boolean> permits = new SynchronousQueue<>();

        void stop(At at) {
            try {
                if (!arrivals.offer(at, LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The scheduler is not running");
                }
                if (at == At.A_STEP && permits.poll(LONGEST_SECONDS, TimeUnit.SECONDS) == null) {
                    throw new IllegalStateException("The actor was not scheduled");
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        At arrived() throws InterruptedException {
            At at = arrivals.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (at == null) {
                throw new IllegalStateException("An actor did not reach its next step");
            }
            return at;
        }
    }

    /** Waits to be scheduled if the calling thread belongs to an actor. */
    void await() {
        Actor mine = MINE.get();
        if (mine != null) {
            mine.stop(At.A_STEP);
        }
    }

    /** A publisher whose first send is a step of the actor that creates the publisher. */
    EventPublisher beforeTheFirst(EventPublisher publisher) {
        Actor maker = MINE.get();
        AtomicBoolean begun = new AtomicBoolean();
        return entry -> {
            if (maker != null && !begun.getAndSet(true)) {
                maker.stop(At.A_STEP);
            }
            publisher.publish(entry);
        };
    }

    void begin(Runnable work) {
        Actor actor = new Actor();
        actors.add(actor);
        Thread.ofVirtual().start(() -> {
            MINE.set(actor);
            try {
                work.run();
            } finally {
                actor.stop(At.THE_END);
            }
        });
    }

    /**
     * Runs all actors until they end.
     *
     * @param plan the first choices: which of the actors that have not ended takes the next step
     * @param afterEach called after each step, while all actors wait
     * @return all choices that were made, each as index + 10 * the number of actors to choose from
     */
    List<Integer> play(List<Integer> plan, Runnable afterEach) throws InterruptedException {
        List<Actor> waiting = new ArrayList<>();
        for (Actor actor : actors) {
            if (actor.arrived() == At.A_STEP) {
                waiting.add(actor);
            }
        }
        actors.clear();
        List<Integer> made = new ArrayList<>();
        while (!waiting.isEmpty()) {
            int choice = made.size() < plan.size() ? plan.get(made.size()) % 10 : 0;
            made.add(choice + 10 * waiting.size());
            Actor next = waiting.get(choice);
            next.permits.put(true);
            if (next.arrived() == At.THE_END) {
                waiting.remove(next);
            }
            afterEach.run();
        }
        return made;
    }
}
