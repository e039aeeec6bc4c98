package io.checkoutsuite.failure.crash;

import io.checkoutsuite.failure.crash.CrashMatrix.Extent;
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
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * Runs every cell, or as many as time allows, in a shuffled order, and writes the page after each. A run that was stopped is continued by the
 * next one on the same commit.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class FullCrashMatrix {

    /** The number of cells after which another extent is run once at the same point; these extents take turns. */
    private static final int OTHERS_EVERY = 4;

    private static final List<Extent> OTHERS =
            List.of(Extent.ALL, Extent.DATABASE, Extent.BROKER, Extent.BESIDE_ANOTHER);

    private record Target(Scenario scenario, String point) {}

    private final Path page;
    private final Pattern only;
    private final long deadline;
    private final Queue<Target> targets = new ConcurrentLinkedQueue<>();
    private final CrashResults results;
    private Map<Scenario, Set<String>> points = Map.of();

    /**
     * Runs the matrix and returns all cells.
     *
     * @param file the results so far
     * @param only selects the points to run out of those that are found
     * @param suites the number of suites to run in parallel, if each has its own servers
     */
    static List<CrashResult> run(Path page, Path file, Duration time, Pattern only, long seed, int suites) {
        FullCrashMatrix full = new FullCrashMatrix(
                page,
                only,
                System.nanoTime() + time.toNanos(),
                CrashResults.continued(file, CrashResults.currentCommit()));
        ServiceClasses classes = ServiceClasses.linked();
        try (CrashableSuite first = CrashableSuite.start(classes);
                ExecutorService others = Executors.newCachedThreadPool()) {
            full.findPoints(first, seed);
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
        }
        return full.results.all();
    }

    private void findPoints(CrashableSuite suite, long seed) {
        points = new CrashMatrix(suite).points();
        List<Target> shuffled = new ArrayList<>();
        points.forEach((scenario, found) ->
                found.stream().filter(only.asPredicate()).forEach(point -> shuffled.add(new Target(scenario, point))));
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.removeIf(target -> results.contain(target.scenario(), target.point()));
        targets.addAll(shuffled);
        System.out.println(results.all().size() + " results are known, " + targets.size() + " cells remain");
    }

    private void killInAnotherSuite(ServiceClasses classes) {
        try (CrashableSuite suite = CrashableSuite.start(classes)) {
            killIn(suite);
        }
    }

    private void killIn(CrashableSuite suite) {
        CrashMatrix matrix = new CrashMatrix(suite);
        for (Target next = targets.poll(); next != null && System.nanoTime() < deadline; next = targets.poll()) {
            int many = add(matrix.killAt(next.scenario(), next.point(), Extent.ONE));
            if (many % OTHERS_EVERY == 0) {
                Extent other = OTHERS.get(many / OTHERS_EVERY % OTHERS.size());
                if (matrix.canDie(other)) {
                    add(matrix.killAt(next.scenario(), next.point(), other));
                }
            }
        }
    }

    /** Adds a cell and returns the current number of cells in which a single process is killed. */
    private synchronized int add(CrashResult result) {
        System.out.println(result);
        results.add(result);
        new CrashMatrixPage(points, results.all(), results.commit()).writeTo(page);
        return results.of(Extent.ONE).size();
    }
}
