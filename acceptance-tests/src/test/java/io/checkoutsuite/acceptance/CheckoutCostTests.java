package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts the database write commands of a checkout, as docs/architecture.md does, in the services' own metrics. */
class CheckoutCostTests {

    private static final Set<String> WRITES = Set.of("insert", "update", "findAndModify", "delete");
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
                .containsEntry("order inbox", 2L)
                .containsEntry("offer inbox", 1L)
                .doesNotContainKey("offer uses");
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
