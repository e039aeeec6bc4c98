package io.checkoutsuite.acceptance.crash;

import io.checkoutsuite.acceptance.crash.CrashMatrix.Extent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Runs every cell, or as many as there is time for, in an order that spreads them, and writes the page after each. */
final class FullCrashMatrix {

    /** Every so many cells, all services die at once. */
    private static final int ALL_EVERY = 8;

    private FullCrashMatrix() {}

    private record Wanted(Scenario scenario, String point) {}

    /** Gives all cells. */
    static List<Cell> run(Path page, Duration time, long seed) {
        long until = System.nanoTime() + time.toNanos();
        List<Cell> one = new ArrayList<>();
        List<Cell> all = new ArrayList<>();
        try (CrashableSuite suite = CrashableSuite.start()) {
            CrashMatrix matrix = new CrashMatrix(suite);
            Map<Scenario, Set<String>> points = matrix.points();
            List<Wanted> wanted = new ArrayList<>();
            points.forEach((scenario, found) -> found.forEach(point -> wanted.add(new Wanted(scenario, point))));
            Collections.shuffle(wanted, new Random(seed));
            System.out.println(wanted.size() + " cells");
            for (Wanted next : wanted) {
                if (System.nanoTime() > until) {
                    break;
                }
                one.add(told(matrix.killedAt(next.scenario(), next.point(), Extent.ONE)));
                if (one.size() % ALL_EVERY == 0) {
                    all.add(told(matrix.killedAt(next.scenario(), next.point(), Extent.ALL)));
                }
                new CrashMatrixPage(points, one, all).writeTo(page);
            }
        }
        one.addAll(all);
        return one;
    }

    private static Cell told(Cell cell) {
        System.out.println(cell);
        return cell;
    }

    public static void main(String[] arguments) {
        List<Cell> cells = run(
                Path.of(arguments[0]), Duration.ofMinutes(Long.parseLong(arguments[1])), Long.parseLong(arguments[2]));
        System.exit(cells.stream().allMatch(Cell::kept) ? 0 : 1);
    }
}
