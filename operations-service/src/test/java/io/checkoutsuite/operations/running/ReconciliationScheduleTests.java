package io.checkoutsuite.operations.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.operations.OperationsApplication;
import io.checkoutsuite.operations.reconciliation.Finding;
import io.checkoutsuite.operations.reconciliation.FindingType;
import io.checkoutsuite.operations.reconciliation.Reconciliation;
import io.checkoutsuite.operations.reconciliation.ReconciliationProgress;
import io.checkoutsuite.operations.reconciliation.Reconciliations;
import io.checkoutsuite.test.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The scheduled reconciliation: it runs without a request, on one node at a time, and reports to the metrics. */
class ReconciliationScheduleTests {

    private static final Duration SEVERAL_TURNS = Duration.ofSeconds(1);
    private static final int SERVICES = 4;

    private final String mongo = TestServers.mongoUri("schedule");
    private final ParticipantStubs participants = new ParticipantStubs();
    private final CartServiceStub carts = new CartServiceStub();

    private ConfigurableApplicationContext node(ParticipantStubs seen) {
        return node(seen, Duration.ofDays(1));
    }

    private ConfigurableApplicationContext node(ParticipantStubs seen, Duration wholeInterval) {
        return node(seen, wholeInterval, "default");
    }

    private ConfigurableApplicationContext node(ParticipantStubs seen, Duration wholeInterval, String tenants) {
        Stream<String> settings = Stream.of(
                "suite.access.tenants=" + tenants,
                "suite.reconciliation.full-interval=" + wholeInterval.toMillis() + "ms",
                "server.port=0",
                "spring.mongodb.uri=" + mongo,
                "spring.mongodb.database=" + mongo.substring(mongo.lastIndexOf('/') + 1),
                "suite.operations.cart-url=" + carts.url(),
                "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough",
                "suite.reconciliation.interval=200ms",
                "suite.reconciliation.max-findings=1");
        Stream<String> urls = Stream.of("order", "inventory", "offer", "payment")
                .map(service -> "suite.operations." + service + "-url=" + seen.url(service));
        return OperationsApplication.builder()
                .registerShutdownHook(false)
                .run(Stream.concat(settings, urls)
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private static double gauge(ConfigurableApplicationContext node, FindingType type) {
        return node.getBean(MeterRegistry.class)
                .get("suite.reconciliation.findings")
                .tag("type", type.name())
                .gauge()
                .value();
    }

    private static double soft(ConfigurableApplicationContext node) {
        return gauge(node, FindingType.STOCK_WITHOUT_CHECKOUT);
    }

    private static Optional<Reconciliation> last(ConfigurableApplicationContext node) {
        return last(node, "default");
    }

    private static Optional<Reconciliation> last(ConfigurableApplicationContext node, String tenant) {
        return node.getBean(Reconciliations.class).find(tenant, Reconciliations.SCHEDULED);
    }

    /** Stores the state that the last scheduled run of the default tenant left, before any node starts. */
    private void storeLastRun(Document run, Document progress) {
        try (MongoClient client = MongoClients.create(mongo)) {
            client.getDatabase(mongo.substring(mongo.lastIndexOf('/') + 1))
                    .getCollection("reconciliations")
                    .insertOne(new Document("_id", "default/" + Reconciliations.SCHEDULED)
                            .append("tenant", "default")
                            .append("token", 0L)
                            .append("run", run)
                            .append("progress", progress));
        }
    }

    @Test
    void it_runs_by_itself_leaves_what_only_people_may_repair_and_counts_what_it_finds() {
        participants.reportsHolding("inventory", "STOCK_RESERVED", "nobody-1");
        participants.reportsHolding("order", "ORDER", "nobody-1");
        try (ConfigurableApplicationContext node = node(participants)) {
            await().until(() -> soft(node) == 1);
            assertThat(gauge(node, FindingType.ORDER_WITHOUT_CHECKOUT))
                    .as("findings that are not listed count too")
                    .isEqualTo(1);
            assertThat(gauge(node, FindingType.PAYMENT_WITHOUT_CHECKOUT)).isZero();
            Reconciliation run = last(node).orElseThrow();
            assertThat(run.by()).isEqualTo("schedule");
            assertThat(run.found()).isEqualTo(2);
            assertThat(run.findings()).extracting(Finding::repaired).containsExactly(false);

            participants.reportsNoHoldings("inventory");
            participants.reportsNoHoldings("order");

            await().until(() -> soft(node) == 0 && gauge(node, FindingType.ORDER_WITHOUT_CHECKOUT) == 0);
        }
    }

    @Test
    void an_unavailable_service_is_on_record_and_removes_no_finding_from_the_metrics() {
        participants.reportsHolding("inventory", "STOCK_RESERVED", "nobody-1");
        try (ConfigurableApplicationContext node = node(participants)) {
            await().until(() -> soft(node) == 1);

            participants.fails("GET /order/ops/holdings");
            participants.reportsNoHoldings("inventory");

            await().until(() -> last(node).orElseThrow().incomplete() != null);
            assertThat(last(node).orElseThrow().incomplete()).startsWith("order does not answer");
            await().during(SEVERAL_TURNS).until(() -> soft(node) == 1);

            participants.works("GET /order/ops/holdings");

            await().until(() -> soft(node) == 0);
            assertThat(last(node).orElseThrow().incomplete()).isNull();
        }
    }

    @Test
    void after_a_first_run_services_are_asked_only_for_what_was_created_since() {
        try (ConfigurableApplicationContext node = node(participants)) {
            await().until(() -> last(node).isPresent());
            Instant settledBefore = progress(node).settledBefore();
            await().until(() -> participants.partialListings() > 3 * SERVICES);

            assertThat(participants.fullListings()).isEqualTo(SERVICES);
            assertThat(progress(node).settledBefore())
                    .isAfter(settledBefore)
                    .isBefore(Instant.now().minusSeconds(60));
        }
    }

    @Test
    void a_last_run_of_findings_that_nobody_knows_any_more_does_not_stop_the_next() {
        Date now = new Date();
        storeLastRun(
                new Document("types", List.of("A_FINDING_OF_LONG_AGO")),
                new Document("settledBefore", Date.from(now.toInstant().minusSeconds(300)))
                        .append("comparedAt", now)
                        .append("fullRunAt", now)
                        .append("unreadable", List.of()));
        try (ConfigurableApplicationContext node = node(participants)) {
            await().ignoreExceptions().until(() -> last(node).orElseThrow().incomplete() == null);

            assertThat(participants.fullListings())
                    .as("the run continued from the stored progress")
                    .isZero();
        }
    }

    @Test
    void a_tenant_that_cannot_be_compared_prevents_no_other_from_being_compared() {
        storeLastRun(new Document(), new Document("settledBefore", "no moment at all"));
        try (ConfigurableApplicationContext node = node(participants, Duration.ofDays(1), "acme,default,zeta")) {
            await().until(() ->
                    last(node, "acme").isPresent() && last(node, "zeta").isPresent());
        }
    }

    @Test
    void what_is_not_in_order_is_looked_at_until_it_is() {
        try (ConfigurableApplicationContext node = node(participants)) {
            await().until(() -> last(node).isPresent());
            participants.reportsHolding("inventory", "STOCK_RESERVED", "nobody-1");
            Instant held = Instant.now().minusSeconds(3_600);
            await().until(() -> {
                // A run in progress overwrites it.
                setSettledBefore(node, held.minusSeconds(1));
                return soft(node) == 1;
            });

            await().during(SEVERAL_TURNS)
                    .until(() ->
                            soft(node) == 1 && progress(node).settledBefore().isBefore(held.plusSeconds(1)));
            participants.reportsNoHoldings("inventory");

            await().until(() -> soft(node) == 0);
            await().until(() -> progress(node).settledBefore().isAfter(held.plusSeconds(600)));
        }
    }

    private static ReconciliationProgress progress(ConfigurableApplicationContext node) {
        return node.getBean(Reconciliations.class).progress("default").orElseThrow();
    }

    /** Makes it look as if the last run had found a discrepancy from that moment. */
    private static void setSettledBefore(ConfigurableApplicationContext node, Instant moment) {
        node.getBean(MongoTemplate.class)
                .getCollection("reconciliations")
                .updateOne(
                        new Document("_id", "default/" + Reconciliations.SCHEDULED),
                        new Document("$set", new Document("progress.settledBefore", Date.from(moment))));
    }

    @Test
    void one_node_runs_at_a_time_and_one_that_stood_still_does_not_overwrite_the_next() {
        ParticipantStubs seenBySecond = new ParticipantStubs();
        try (ConfigurableApplicationContext first = node(participants, Duration.ZERO)) {
            await().until(() -> last(first).isPresent());
            try (ConfigurableApplicationContext second = node(seenBySecond, Duration.ZERO)) {
                await().during(SEVERAL_TURNS)
                        .until(() -> seenBySecond.calls("/ops/holdings").isEmpty());

                participants.reportsHolding("inventory", "STOCK_RESERVED", "nobody-1");
                CountDownLatch stands = participants.blocks("GET /payment/ops/holdings");
                int before = participants.calls("GET /payment/ops/holdings").size();
                await().until(() ->
                        participants.calls("GET /payment/ops/holdings").size() > before);
                second.getBean(MongoTemplate.class)
                        .getCollection("leases")
                        .updateOne(
                                new Document("_id", "reconciliation"),
                                new Document("$set", new Document("until", new Date(0))));
                await().until(() ->
                        !seenBySecond.calls("GET /payment/ops/holdings").isEmpty());
                stands.countDown();

                await().until(() -> soft(first) == 1);
                await().during(SEVERAL_TURNS)
                        .until(() -> last(second).orElseThrow().found() == 0);
                assertThat(soft(second)).isZero();
            }
        }
    }

    @Test
    void an_unavailable_cart_service_is_on_record_and_removes_no_finding_from_the_metrics() {
        participants.reportsHolding("inventory", "STOCK_RESERVED", "nobody-1");
        try (ConfigurableApplicationContext node = node(participants)) {
            await().until(() -> soft(node) == 1);

            carts.isUnavailable();
            participants.reportsNoHoldings("inventory");

            await().until(() -> last(node).orElseThrow().incomplete() != null);
            assertThat(last(node).orElseThrow().incomplete()).startsWith("cart does not answer");
            await().during(SEVERAL_TURNS).until(() -> soft(node) == 1);
            assertThat(node.getBean(MeterRegistry.class)
                            .get("suite.operations.unavailable")
                            .tag("service", "cart")
                            .counter()
                            .count())
                    .isPositive();

            carts.isAvailable();

            await().until(() -> soft(node) == 0);
        }
    }

    @Test
    void a_cart_that_is_left_out_of_a_response_is_never_rolled_back() {
        carts.completed("sold-1");
        carts.omits("sold");
        participants.reportsHolding("inventory", "STOCK_RESERVED", "sold-1");
        try (ConfigurableApplicationContext node = node(participants)) {
            await().until(() -> last(node).isPresent());

            assertThat(last(node).orElseThrow().incomplete()).startsWith("cart does not answer");
            await().during(SEVERAL_TURNS).until(() -> soft(node) == 0);
            assertThat(carts.publications()).isEmpty();
        }
    }
}
