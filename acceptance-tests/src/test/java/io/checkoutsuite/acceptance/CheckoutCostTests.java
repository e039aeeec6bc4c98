package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the database write commands of a checkout, as docs/architecture.md does, in the services' own metrics, and its hidden exceptions. */
class CheckoutCostTests {

    private static final Set<String> WRITES = Set.of("insert", "update", "findAndModify", "delete");

    /** A read with a timeout: it shows that an idle connection is still open. */
    private static final String OPEN_CONNECTION = "org.apache.hc.core5.http.impl.io.BHttpConnectionBase.isStale";

    private static final Pattern COMMANDS = Pattern.compile(
            "mongodb_driver_commands_seconds_count\\{[^}]*collection=\"([^\"]+)\",command=\"([^\"]+)\"[^}]*} ([0-9.E]+)");

    @Test
    void a_submit_costs_three_cart_writes_and_as_many_commands_for_sixty_lines_as_for_one() {
        String single = Shop.sells("mug", "8.50", 1_000);
        List<String> sixty = IntStream.range(0, 60)
                .mapToObj(i -> Shop.sells("plate", "1.00", 1_000))
                .toList();
        costOfSubmitting(Buyer.guest().puts(1, single));

        Map<String, Long> small = costOfSubmitting(Buyer.guest().puts(1, single));
        Map<String, Long> large = costOfSubmitting(Buyer.guest().putsOneOfEach(sixty));

        assertThat(small).isEqualTo(large);
        assertThat(small)
                .containsEntry("cart carts", 3L)
                .containsEntry("inventory reservations", 2L)
                .containsEntry("inventory stock", 2L)
                .containsEntry("order orders", 2L)
                .containsEntry("order order_numbers", 1L)
                .containsEntry("inventory inbox", 1L)
                .containsEntry("offer inbox", 1L)
                .containsEntry("payment authorizations", 4L)
                .doesNotContainKeys("offer uses", "order inbox", "payment inbox");
    }

    @Test
    void checkouts_and_sweeps_throw_no_exceptions_that_nobody_sees(@TempDir Path directory) throws IOException {
        String mug = Shop.sells("mug", "8.50", 1_000);
        costOfSubmitting(Buyer.guest().puts(1, mug));

        List<String> thrown = exceptions(directory.resolve("exceptions.jfr"), () -> {
            costOfSubmitting(Buyer.guest().puts(1, mug));
            costOfSubmitting(Buyer.guest().puts(1, mug));
        });

        assertThat(thrown).isEmpty();
    }

    /** Returns the exceptions that were created below a frame of the suite, each with the first frames. */
    private static List<String> exceptions(Path file, Runnable work) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.JavaExceptionThrow").withStackTrace();
            recording.start();
            work.run();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> frames(event).anyMatch(frame -> frame.startsWith("io.checkoutsuite.")))
                .filter(event -> frames(event).noneMatch(OPEN_CONNECTION::equals))
                .map(event -> event.getClass("thrownClass").getName()
                        + frames(event)
                                .filter(frame -> !frame.endsWith("<init>"))
                                .limit(8)
                                .collect(Collectors.joining(", ", " at ", "")))
                .distinct()
                .toList();
    }

    private static Stream<String> frames(RecordedEvent event) {
        return event.getStackTrace() == null
                ? Stream.empty()
                : event.getStackTrace().getFrames().stream()
                        .map(RecordedFrame::getMethod)
                        .map(method -> method.getType().getName() + "." + method.getName());
    }

    private static Map<String, Long> costOfSubmitting(Buyer buyer) {
        buyer.paysWith("tok_approve");
        Map<String, Long> before = settledWrites();
        buyer.settledOutcome(buyer.submits().is(200).text("/requestId"));
        Map<String, Long> cost = settledWrites();
        before.forEach((collection, writes) -> cost.merge(collection, -writes, Long::sum));
        cost.values().removeIf(writes -> writes == 0);
        return cost;
    }

    /** Returns the counts once they stop growing; the last write of a checkout removes its event from the outbox. */
    private static Map<String, Long> settledWrites() {
        Map<String, Long>[] last = new Map[] {writes()};
        return Eventually.get("the write counts stop growing", CheckoutCostTests::writes, now -> {
            boolean rested = now.equals(last[0]);
            last[0] = now;
            return rested;
        });
    }

    private static Map<String, Long> writes() {
        Map<String, Long> writes = new TreeMap<>();
        for (Service service : Service.values()) {
            COMMANDS.matcher(metrics(service))
                    .results()
                    .filter(command -> WRITES.contains(command.group(2))
                            && !command.group(1).equals("leases"))
                    .forEach(command -> writes.merge(service.id() + " " + command.group(1), count(command), Long::sum));
        }
        return writes;
    }

    private static long count(MatchResult command) {
        return (long) Double.parseDouble(command.group(3));
    }

    private static String metrics(Service service) {
        return new String(
                Api.get(service, "/actuator/prometheus").send().is(200).body(), StandardCharsets.UTF_8);
    }
}
