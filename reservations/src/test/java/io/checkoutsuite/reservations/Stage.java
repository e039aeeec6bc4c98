package io.checkoutsuite.reservations;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntUnaryOperator;

/**
 * Runs several operations concurrently, one database call at a time, in a chosen order, and aborts some of them if told to.
 */
final class Stage implements Pace {
    private static final ThreadLocal<Actor> ON_STAGE = new ThreadLocal<>();

    /** Simulates the crash of a process. */
    static final class Died extends Error {}

    private static final class Actor {
        private final SynchronousQueue<Boolean> cue = new SynchronousQueue<>();
        private final SynchronousQueue<String> waiting = new SynchronousQueue<>();
        private volatile Throwable trouble;
    }

    private final List<String> trace = new ArrayList<>();

    @Override
    public void before(String step) {
        Actor actor = ON_STAGE.get();
        if (actor == null) {
            return;
        }
        try {
            actor.waiting.put(step);
            if (!actor.cue.take()) {
                throw new Died();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void giveWay() {}

    /**
     * Runs the operations until all have ended.
     *
     * @param choose selects the next move, given the number of possible moves
     * @param deaths the maximum number of operations that crash
     * @param switches the maximum number of times that a runnable operation is interrupted in favour of another
     */
    List<String> play(List<Runnable> operations, int deaths, int switches, IntUnaryOperator choose) throws Exception {
        trace.clear();
        List<Actor> actors = new ArrayList<>();
        List<String> next = new ArrayList<>();
        for (Runnable operation : operations) {
            Actor actor = new Actor();
            actors.add(actor);
            Thread.ofVirtual().start(() -> perform(actor, operation));
            next.add(actor.waiting.take());
        }
        int mayDie = deaths;
        int maySwitch = switches;
        int last = -1;
        while (true) {
            List<Integer> alive = new ArrayList<>();
            for (int n = 0; n < actors.size(); n++) {
                if (!next.get(n).equals("end")) {
                    alive.add(n);
                }
            }
            if (alive.isEmpty()) {
                break;
            }
            boolean couldGoOn = alive.contains(last);
            if (couldGoOn && maySwitch == 0) {
                alive = List.of(last);
            }
            int move = choose.applyAsInt(mayDie > 0 ? 2 * alive.size() : alive.size());
            int chosen = alive.get(move % alive.size());
            boolean lives = move < alive.size();
            mayDie -= lives ? 0 : 1;
            maySwitch -= couldGoOn && chosen != last ? 1 : 0;
            last = chosen;
            trace.add(chosen + (lives ? " " : " crashes before ") + next.get(chosen));
            actors.get(chosen).cue.put(lives);
            next.set(chosen, actors.get(chosen).waiting.take());
        }
        for (Actor actor : actors) {
            if (actor.trouble != null) {
                throw new AssertionError("after " + trace, actor.trouble);
            }
        }
        return trace;
    }

    private static void perform(Actor actor, Runnable operation) {
        ON_STAGE.set(actor);
        try {
            operation.run();
        } catch (Died | RequestContended e) {
            // Both leave the outcome undecided; the next delivery of the same message has to handle it.
        } catch (Throwable e) {
            actor.trouble = e;
        }
        try {
            actor.waiting.put("end");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
