package io.checkoutsuite.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Actors that go on one step at a time, in an order that is planned. */
final class Turns {

    private static final int LONGEST_SECONDS = 20;
    private static final ThreadLocal<Actor> MINE = new ThreadLocal<>();

    private final List<Actor> actors = new ArrayList<>();

    /** What an actor has come to. */
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
                    throw new IllegalStateException("Nobody plays");
                }
                if (at == At.A_STEP && permits.poll(LONGEST_SECONDS, TimeUnit.SECONDS) == null) {
                    throw new IllegalStateException("No turn came");
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        At arrived() throws InterruptedException {
            At at = arrivals.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (at == null) {
                throw new IllegalStateException("An actor comes to no step");
            }
            return at;
        }
    }

    /** Waits for its turn if the calling thread is an actor's. */
    void await() {
        Actor mine = MINE.get();
        if (mine != null) {
            mine.stop(At.A_STEP);
        }
    }

    /** A publisher whose first send is a step of the actor that makes it. */
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
     * Plays all actors to their ends.
     *
     * @param plan the first choices: which of the actors that have not ended goes on
     * @param afterEach called while all actors wait
     * @return all choices that were made, each as index + 10 * how many there were to choose from
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
