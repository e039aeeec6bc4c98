package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.EventPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs actors one step at a time, in a planned order. */
final class StepScheduler {

    private static final int LONGEST_SECONDS = 20;
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private final List<Actor> actors = new ArrayList<>();

    /** The point that an actor has reached. */
    private enum Arrival {
        STEP,
        END
    }

    private static final class Actor {

        private final SynchronousQueue<Arrival> arrivals = new SynchronousQueue<>();
        private final SynchronousQueue<Boolean> permits = new SynchronousQueue<>();

        void arrive(Arrival arrival) {
            try {
                if (!arrivals.offer(arrival, LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The scheduler is not running");
                }
                if (arrival == Arrival.STEP && permits.poll(LONGEST_SECONDS, TimeUnit.SECONDS) == null) {
                    throw new IllegalStateException("The actor was not scheduled");
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        Arrival awaitArrival() throws InterruptedException {
            Arrival arrival = arrivals.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (arrival == null) {
                throw new IllegalStateException("An actor did not reach its next step");
            }
            return arrival;
        }
    }

    /** Waits to be scheduled if the calling thread belongs to an actor. */
    void await() {
        Actor current = CURRENT.get();
        if (current != null) {
            current.arrive(Arrival.STEP);
        }
    }

    /** A publisher whose first send is a step of the actor that creates the publisher. */
    EventPublisher stepBeforeFirstSend(EventPublisher publisher) {
        Actor maker = CURRENT.get();
        AtomicBoolean begun = new AtomicBoolean();
        return entry -> {
            if (maker != null && !begun.getAndSet(true)) {
                maker.arrive(Arrival.STEP);
            }
            publisher.publish(entry);
        };
    }

    void begin(Runnable work) {
        Actor actor = new Actor();
        actors.add(actor);
        Thread.ofVirtual().start(() -> {
            CURRENT.set(actor);
            try {
                work.run();
            } finally {
                actor.arrive(Arrival.END);
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
            if (actor.awaitArrival() == Arrival.STEP) {
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
            if (next.awaitArrival() == Arrival.END) {
                waiting.remove(next);
            }
            afterEach.run();
        }
        return made;
    }
}
