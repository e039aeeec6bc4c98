package io.checkoutsuite.acceptance.crash;

import io.checkoutsuite.acceptance.crash.CrashMatrix.Extent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/** Runs every cell, or as many as there is time for, in an order that spreads them, and writes the page after each. */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class FullCrashMatrix {

    /** Every so many cells, all services die at once. */
    private static final int ALL_EVERY = 8;

    private record Wanted(Scenario scenario, String point) {}

    private final Path page;
    private final Pattern only;
    private final long until;
    private final Queue<Wanted> wanted = new ConcurrentLinkedQueue<>();
    private final List<Cell> one = new ArrayList<>();
    private final List<Cell> all = new ArrayList<>();
    private Map<Scenario, Set<String>> points = Map.of();

    /**
     * Gives all cells.
     *
     * @param only the points to die at, out of those that are found
     * @param suites how many suites die side by side, if each has servers of its own
     */
    static List<Cell> run(Path page, Duration time, Pattern only, long seed, int suites) {
        FullCrashMatrix full = new FullCrashMatrix(page, only, System.nanoTime() + time.toNanos());
        Path directory = CrashableSuite.newDirectory();
        ServiceClasses classes = CrashableSuite.quickClasses(directory);
        try (CrashableSuite first = CrashableSuite.start(classes);
                ExecutorService others = Executors.newCachedThreadPool()) {
            full.look(first, seed);
            List<? extends Future<?>> running = IntStream.range(1, CrashServers.eachSuiteHasItsOwn() ? suites : 1)
                    .mapToObj(other -> others.submit(() -> full.killInAnotherSuite(classes)))
                    .toList();
            full.killIn(first);
            for (Future<?> other : running) {
                other.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            CrashableSuite.remove(directory);
        }
        return Stream.concat(full.one.stream(), full.all.stream()).toList();
    }

    private void look(CrashableSuite suite, long seed) {
        points = new CrashMatrix(suite).points();
        List<Wanted> shuffled = new ArrayList<>();
        points.forEach((scenario, found) ->
                found.stream().filter(only.asPredicate()).forEach(point -> shuffled.add(new Wanted(scenario, point))));
        Collections.shuffle(shuffled, new Random(seed));
        wanted.addAll(shuffled);
        System.out.println(wanted.size() + " cells");
    }

    private void killInAnotherSuite(ServiceClasses classes) {
        try (CrashableSuite suite = CrashableSuite.start(classes)) {
            killIn(suite);
        }
    }

    private void killIn(CrashableSuite suite) {
        CrashMatrix matrix = new CrashMatrix(suite);
        for (Wanted next = wanted.poll(); next != null && System.nanoTime() < until; next = wanted.poll()) {
            if (add(one, matrix.killedAt(next.scenario(), next.point(), Extent.ONE)) % ALL_EVERY == 0) {
                add(all, matrix.killedAt(next.scenario(), next.point(), Extent.ALL));
            }
        }
    }

    /** How many there are now. */
    private synchronized int add(List<Cell> cells, Cell cell) {
        System.out.println(cell);
        cells.add(cell);
        new CrashMatrixPage(points, one, all).writeTo(page);
        return cells.size();
    }
}
