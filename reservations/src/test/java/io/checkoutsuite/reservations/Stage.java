package io.checkoutsuite.reservations;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntUnaryOperator;

/**
 * Lets several operations run one database call at a time, in an order it is told, and kills one of them on the way if told so.
 */
final class Stage implements Pace {
    private static final ThreadLocal<Actor> ON_STAGE = new ThreadLocal<>();

    /** The process died here. */
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
     * Runs the operations to their end.
     *
     * @param choose given the number of possible next moves, names one
     * @param deaths how many of them may die
     * @param switches how often one that could go on may have to wait for another
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
            trace.add(chosen + (lives ? " " : " dies before ") + next.get(chosen));
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
            // Both leave the outcome open; the next delivery of the same message has to cope.
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
