package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.carts.CartRecord;
import java.util.Locale;

/** Prints the progress of a run. */
final class RunProgress {

    private static final long SECOND = 1_000_000_000L;

    private final Console console;
    private final int all;
    private final long began = System.nanoTime();
    private int done;
    private int orders;
    private long shown = began;

    RunProgress(Console console, int all) {
        this.console = console;
        this.all = all;
    }

    synchronized void done(CartRecord cart) {
        done++;
        orders += cart.order().isPresent() ? 1 : 0;
        if (System.nanoTime() - shown >= SECOND) {
            shown = System.nanoTime();
            console.progress(line() + String.format(Locale.ROOT, "   %.0f s to go", (all - done) / rate()));
        }
    }

    synchronized void end() {
        if (done > 0) {
            console.line(line());
        }
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "%d of %d carts   %d orders   %d refusals   %.1f carts/s",
                done,
                all,
                orders,
                done - orders,
                rate());
    }

    private double rate() {
        return done / Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    }
}
