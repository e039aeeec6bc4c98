package io.checkoutsuite.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** For each byte of its input it uses half a second of processor time, in a stack of many frames, and prints a line. */
final class BusyProcess {

    static final int DEPTH = 100;

    private static final long NANOS = 500_000_000;
    private static final int ITERATIONS = 1_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Not local, so that the compiler must compute it. */
    private static int number;

    private BusyProcess() {}

    public static void main(String[] args) throws IOException {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            work(DEPTH, THREADS.getCurrentThreadCpuTime() + NANOS);
            System.out.println("done");
        }
    }

    private static void work(int depth, long until) {
        if (depth > 1) {
            work(depth - 1, until);
            return;
        }
        while (THREADS.getCurrentThreadCpuTime() < until) {
            for (int i = 0; i < ITERATIONS; i++) {
                number = number * 31 + i;
            }
        }
    }
}
