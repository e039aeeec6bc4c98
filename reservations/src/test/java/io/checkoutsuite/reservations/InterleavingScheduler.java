package io.checkoutsuite.reservations;

import io.checkoutsuite.reservations.request.ConcurrentRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntUnaryOperator;

/**
 * Runs several operations concurrently, one database call at a time, in a chosen order, and aborts some of them if told to.
 */
final class InterleavingScheduler implements Steps {
    private static final ThreadLocal<Worker> CURRENT_WORKER = new ThreadLocal<>();

    /** Simulates the crash of a process. */
    static final class SimulatedCrash extends Error {}

    private static final class Worker {
        private final SynchronousQueue<Boolean> permit = new SynchronousQueue<>();
        private final SynchronousQueue<String> nextStep = new SynchronousQueue<>();
        private volatile Throwable failure;
    }

    private final List<String> trace = new ArrayList<>();

    @Override
    public void before(String step) {
        Worker worker = CURRENT_WORKER.get();
        if (worker == null) {
            return;
        }
        try {
            worker.nextStep.put(step);
            if (!worker.permit.take()) {
                throw new SimulatedCrash();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs the operations until all have ended.
     *
     * @param choose selects the next move, given the number of possible moves
     * @param deaths the maximum number of operations that crash
     * @param switches the maximum number of times that a runnable operation is interrupted in favour of another
     */
    List<String> run(List<Runnable> operations, int deaths, int switches, IntUnaryOperator choose) throws Exception {
        trace.clear();
        List<Worker> workers = new ArrayList<>();
        List<String> next = new ArrayList<>();
        for (Runnable operation : operations) {
            Worker worker = new Worker();
            workers.add(worker);
            Thread.ofVirtual().start(() -> perform(worker, operation));
            next.add(worker.nextStep.take());
        }
        int mayDie = deaths;
        int maySwitch = switches;
        int last = -1;
        while (true) {
            List<Integer> alive = new ArrayList<>();
            for (int n = 0; n < workers.size(); n++) {
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
            workers.get(chosen).permit.put(lives);
            next.set(chosen, workers.get(chosen).nextStep.take());
        }
        for (Worker worker : workers) {
            if (worker.failure != null) {
                throw new AssertionError("after " + trace, worker.failure);
            }
        }
        return trace;
    }

    private static void perform(Worker worker, Runnable operation) {
        CURRENT_WORKER.set(worker);
        try {
            operation.run();
        } catch (SimulatedCrash | ConcurrentRequestException e) {
            // Both leave the outcome undecided; the next delivery of the same message has to handle it.
        } catch (Throwable e) {
            worker.failure = e;
        }
        try {
            worker.nextStep.put("end");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
