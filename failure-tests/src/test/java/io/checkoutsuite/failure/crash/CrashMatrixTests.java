package io.checkoutsuite.failure.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.failure.crash.CrashMatrix.Extent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs some cells of the crash matrix in every build, and verifies that the matrix is complete. */
class CrashMatrixTests {

    private static final String MATRIX = "suite.crash-matrix";

    /**
     * Writes of the cart service, writes of the participants, published events, consumed events, activities, bulk writes, and writes of
     * the operations service.
     */
    private static final List<String> KINDS = List.of(
            "cart · .*\\[carts].*",
            "(?!cart|operations).* · .*\\[.*",
            ".* · publish .*",
            ".* · consume .*",
            "cart · .*\\.(run|compensate) .*",
            ".* · within",
            "operations · .*");

    /** What is killed at the point of each kind. */
    private static final List<Extent> EXTENTS = List.of(
            Extent.ALL, Extent.DATABASE, Extent.BROKER, Extent.ONE, Extent.BESIDE_ANOTHER, Extent.ONE, Extent.ONE);

    private static CrashMatrix matrix;
    private static CrashableSuite suite;
    private static Map<Scenario, Set<String>> points;

    private static synchronized Map<Scenario, Set<String>> points() {
        if (points == null) {
            suite = CrashableSuite.start(ServiceClasses.linked());
            matrix = new CrashMatrix(suite);
            points = matrix.points();
        }
        return points;
    }

    @AfterAll
    static void end() {
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    @DisabledIfSystemProperty(named = MATRIX, matches = "full")
    void every_activity_and_every_listener_that_runs_can_die_before_and_after_what_it_does() {
        Set<String> found = points().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Set<String> subjects = suite.subjects();

        assertThat(subjects).hasSizeGreaterThanOrEqualTo(14).allSatisfy(subject -> {
            assertThat(found).anyMatch(point -> point.startsWith(subject) && point.endsWith(" · before"));
            assertThat(found).anyMatch(point -> point.startsWith(subject) && point.endsWith(" · after"));
        });
    }

    @Test
    @DisabledIfSystemProperty(named = MATRIX, matches = "full")
    void so_can_the_claim_the_decision_and_the_relay() {
        points().forEach((scenario, found) -> {
            List<String> decided =
                    List.of("cart · .*MongoCarts\\.decide.*", "cart · .*OutboxStore\\.removeAcknowledged.*");
            Stream.of(
                            switch (scenario) {
                                case SUCCESS, LOST_RESPONSE, LATER_RESULT, LEFT_BEHIND ->
                                    published("checkoutCompletion");
                                case REFUSED -> published("checkoutRollback");
                                case SOLD_SHORT ->
                                    List.of("order · consume inventoryShort.*", "order · publish orderHeld.*");
                                case REPLAYED ->
                                    List.of(
                                            "cart · publish checkoutCompletion.*",
                                            "order · consume checkoutCompletion.*",
                                            "operations · ReplayRunner.*\\[replays].*");
                            },
                            switch (scenario) {
                                case SUCCESS, LOST_RESPONSE, LATER_RESULT, REFUSED ->
                                    List.of("cart · .*CheckoutController.submit → MongoCarts\\.(claim|update).*");
                                case LEFT_BEHIND -> List.of("cart · CheckoutRecovery.*");
                                case SOLD_SHORT, REPLAYED -> List.<String>of();
                            },
                            switch (scenario) {
                                case SUCCESS, LOST_RESPONSE, LATER_RESULT, REFUSED, LEFT_BEHIND -> decided;
                                case SOLD_SHORT, REPLAYED -> List.<String>of();
                            })
                    .flatMap(List::stream)
                    .forEach(step -> assertThat(found)
                            .as(scenario.label())
                            .anyMatch(point -> point.matches(step + "before"))
                            .anyMatch(point -> point.matches(step + "after")));
        });
    }

    @Test
    @DisabledIfSystemProperty(named = MATRIX, matches = "full")
    void so_can_whoever_is_in_the_middle_of_a_bulk() {
        assertThat(points().get(Scenario.SUCCESS))
                .anyMatch(point -> point.startsWith("inventory") && point.endsWith(" · within"));
    }

    private static List<String> published(String event) {
        return List.of("cart · publish " + event + ".*", ".* · consume " + event + ".*");
    }

    /** Runs one point of each kind, each in its own scenario. The date is the seed, so the points change daily; every failure shows it. */
    @Test
    @DisabledIfSystemProperty(named = MATRIX, matches = "full")
    void whoever_dies_anywhere_keeps_every_promise() {
        long seed = Long.getLong(
                "suite.crash-matrix.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
        Random random = new Random(seed);
        List<CrashResult> results = new ArrayList<>();

        for (int i = 0; i < KINDS.size(); i++) {
            String kind = KINDS.get(i);
            List<Scenario> scenarios = points().entrySet().stream()
                    .filter(found -> found.getValue().stream().anyMatch(point -> point.matches(kind)))
                    .map(Map.Entry::getKey)
                    .toList();
            Scenario scenario = scenarios.get((int) ((seed + i) % scenarios.size()));
            List<String> ofThisKind = points().get(scenario).stream()
                    .filter(point -> point.matches(kind))
                    .toList();
            String point = ofThisKind.get(random.nextInt(ofThisKind.size()));
            Extent extent = EXTENTS.get(i);
            results.add(matrix.killAt(scenario, point, matrix.canDie(extent) ? extent : Extent.ONE));
        }

        assertAllPassed(results, seed);
    }

    @Test
    @EnabledIfSystemProperty(named = MATRIX, matches = "full")
    void whoever_dies_everywhere_keeps_every_promise() {
        String only = System.getProperty("suite.crash-matrix.only", "");
        Path page = only.isEmpty()
                ? Path.of("").toAbsolutePath().getParent().resolve("docs/crash-matrix.md")
                : Path.of("target/crash-matrix.md");
        Duration time = Duration.ofMinutes(Long.getLong("suite.crash-matrix.minutes", 600));

        long seed = Long.getLong("suite.crash-matrix.seed", 1);
        List<CrashResult> results = FullCrashMatrix.run(
                page,
                Path.of(System.getProperty("suite.crash-matrix.results", "target/crash-matrix.ndjson")),
                time,
                Pattern.compile(only),
                seed,
                Integer.getInteger("suite.crash-matrix.suites", 2));

        assertAllPassed(results, seed);
    }

    private static void assertAllPassed(List<CrashResult> results, long seed) {
        assertThat(results).as("suite.crash-matrix.seed=%d", seed).isNotEmpty().allSatisfy(result -> {
            assertThat(result.violations()).as("%s", result).isEmpty();
            assertThat(result.reached()).as("%s", result).isTrue();
        });
    }
}
