package io.checkoutsuite.failure.outage;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.OPERATIONS;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkoutsuite.failure.outage.FailureTable.Row;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.checks.FactCollector;
import io.checkoutsuite.stack.checks.GuaranteeChecks;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.test.Eventually;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Causes every outage of {@code docs/failures.md}; the expected responses are read from that document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTests {

    /**
     * Twelve times the reservation lease; {@code -Dsuite.outage.seconds=3600} makes it an hour against five minutes.
     * {@code -Dsuite.outage.only} is a regular expression that selects rows.
     */
    static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("suite.outage.seconds", 12));

    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LEASE_AND_RECOVERY = Duration.ofSeconds(SplitSuite.LEASE_SECONDS + 10);
    private static final Duration ABANDONED = Duration.ofMinutes(2);
    private static final Set<String> RETRY_LATER =
            Set.of("409 checkout-in-progress + Retry-After", "503 temporarily-unavailable + Retry-After");
    private static final String BOWL = "BOWL";
    private static final String CODE = "TENLESS";
    private static final Map<String, String> TEN_POUNDS = Map.of("amount", "10.00", "currency", "GBP");

    /** Causes the fault, compares the response with the documented one, and restores the failed part. */
    private final Map<String, Consumer<String>> outages = Map.ofEntries(
            entry("the broker is unavailable", this::broker_is_unavailable),
            entry("the database is unavailable", this::database_is_unavailable),
            entry("the database stops responding", this::database_is_frozen),
            entry("the inventory service is unavailable", this::inventory_is_unavailable),
            entry("the offer service is unavailable and the cart has discounts", this::offers_are_unavailable),
            entry("the payment service is unavailable", this::payment_is_unavailable),
            entry("the order service is unavailable or far behind", this::order_is_unavailable),
            entry("a consumer is slow or frozen", this::consumer_is_frozen),
            entry(
                    "the consumers of inventory, offers and payments are unavailable",
                    this::consumers_of_holds_are_unavailable),
            entry("one of two nodes of a consumer dies", this::one_of_two_nodes_dies),
            entry("every node of the cart service is unavailable", this::cart_is_unavailable),
            entry("a node of the cart service freezes during a checkout", this::cart_freezes_in_a_checkout),
            entry("the operations service is unavailable", this::operations_are_unavailable),
            entry("the gateway cannot be reached", promised -> gatewayFails("tok_down", promised)),
            entry(
                    "the gateway's response is lost and no money is held",
                    promised -> gatewayFails("tok_timeout_before", promised)),
            entry("the gateway's response is lost and the money is held", this::response_of_gateway_is_lost));

    private SplitSuite suite;
    private SuiteClient client;
    private JsonNode stockBefore;
    private Instant begun;
    private final List<OutageBuyer> buyers = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private final ConcurrentLinkedQueue<CartRecord> crowd = new ConcurrentLinkedQueue<>();

    @BeforeAll
    void openShop() {
        suite = SplitSuite.start();
        client = suite.client();
        client.importAll(
                CART, "/catalog/imports", List.of(Map.of("sku", BOWL, "name", "Bowl", "unitPrice", TEN_POUNDS)));
        client.importAll(INVENTORY, "/stock/imports", List.of(Map.of("sku", BOWL, "onHand", 100_000)));
        client.importAll(
                OFFER,
                "/offers/imports",
                List.of(
                        Map.of(
                                "offerId",
                                "ten-less",
                                "name",
                                "Ten percent less",
                                "kind",
                                "PERCENT",
                                "value",
                                "10",
                                "target",
                                "ORDER",
                                "automatic",
                                false),
                        Map.of("code", CODE, "offerId", "ten-less", "maxUses", 1_000)));
    }

    @AfterAll
    void closeShop() {
        if (suite != null) {
            suite.close();
        }
    }

    @BeforeEach
    void count() {
        buyers.clear();
        codes.clear();
        codes.add(CODE);
        crowd.clear();
        begun = Instant.now();
        stockBefore = StockFigures.now(client).hardReserved();
    }

    static Stream<Row> rows() {
        Pattern only = Pattern.compile(System.getProperty("suite.outage.only", ""));
        return FailureTable.rows().stream()
                .filter(row -> only.matcher(row.fails()).find());
    }

    @Test
    void every_outage_of_the_document_is_tried_and_every_tried_one_is_documented() {
        assertThat(FailureTable.rows()).extracting(Row::fails).containsExactlyInAnyOrderElementsOf(outages.keySet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void callers_get_the_documented_response_and_every_service_is_whole_afterwards(Row row) {
        assertThat(outages).containsKey(row.fails());

        outages.get(row.fails()).accept(row.response());

        everythingIsWhole();
    }

    private void broker_is_unavailable(String promised) {
        OutageBuyer buyer = buyer(pay("tok_approve"));
        Scarce scarce = new Scarce("tok_approve");
        try (Crowd shopping = new Crowd()) {
            shopping.buys(20);
            shopping.hasBought(5);
            suite.killBroker();
            try {
                long outageStart = System.nanoTime();
                shopping.buys(20);
                assertThat(describe(scarce.ann.submits("first"))).isEqualTo(promised);
                assertThat(describe(buyer.submits("meanwhile"))).isEqualTo(promised);
                Eventually.get("the outbox backlog grows", CATCH_UP_TIMEOUT, () -> backlog(), waiting -> waiting > 5);
                assertThat(buyer.outcome(1).text("state")).isEqualTo("COMPLETED");
                assertThat(applied(buyer, 1)).containsOnly(entryOf(false, Service.PARTICIPANTS));
                Eventually.get(
                        "the outage lasts",
                        OUTAGE.plusSeconds(10),
                        () -> {
                            scarce.isStillAnns();
                            return System.nanoTime() - outageStart;
                        },
                        passed -> passed > OUTAGE.toNanos());
                scarce.isRefusedToOthers();
                shopping.hasBought(40);
            } finally {
                suite.startBroker();
            }
            shopping.buys(5);
            shopping.hasBought(45);
        }
        assertThat(crowd)
                .allSatisfy(cart -> assertThat(cart.attempts())
                        .extracting(Attempt::status)
                        .containsExactly(402, Integer.parseInt(promised)));
        Eventually.get("everything is published", CATCH_UP_TIMEOUT, () -> backlog(), waiting -> waiting == 0);
        isPublishedOldestFirst();
    }

    /** For each cart of the crowd, the rollback was published before the completion. */
    private void isPublishedOldestFirst() {
        Map<String, Long> refused = published("checkoutRollback");
        Map<String, Long> sold = published("checkoutCompletion");
        assertThat(crowd).allSatisfy(cart -> {
            assertThat(refused).containsKey(cart.cartId());
            assertThat(sold).containsKey(cart.cartId());
            assertThat(refused.get(cart.cartId())).isLessThanOrEqualTo(sold.get(cart.cartId()));
        });
    }

    /** Returns by cart the time at which its event was first published. */
    private Map<String, Long> published(String topic) {
        Map<String, Long> times = new HashMap<>();
        suite.records(topic).forEach(record -> times.merge(record.key(), record.timestamp(), Math::min));
        return times;
    }

    private void database_is_unavailable(String promised) {
        OutageBuyer underWay = buyer(pay("tok_slow"));
        OutageBuyer buyer = buyer(pay("tok_approve"));
        CompletableFuture<ServiceResponse> interrupted = underWay.submitsMeanwhile("first");
        untilStockIsReserved(underWay);

        suite.killDatabase();
        try {
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
        } finally {
            suite.startDatabase();
        }

        String state = Eventually.get(
                "the interrupted checkout is decided",
                LEASE_AND_RECOVERY,
                () -> underWay.outcome(1).text("state"),
                Set.of("COMPLETED", "ROLLED_BACK")::contains);
        ServiceResponse same = underWay.submits("first");
        assertThat(describe(interrupted.join())).isIn(describe(same), "503 temporarily-unavailable + Retry-After");
        assertThat(same.text("requestId")).isEqualTo(underWay.requestId(1));
        assertThat(same.ok()).isEqualTo(state.equals("COMPLETED"));
        assertThat(same.ok() || underWay.submits("second").ok()).isTrue();
        untilSold(buyer, "first");
    }

    private void database_is_frozen(String promised) {
        OutageBuyer buyer = buyer(pay("tok_approve"));
        suite.freezeDatabase();
        try {
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
        } finally {
            suite.thawDatabase();
        }
        untilSold(buyer, "first");
    }

    /** Repeats the submit under the same key while a service that is catching up responds that it is busy; any other response is the outcome. */
    private static void untilSold(OutageBuyer buyer, String name) {
        assertThat(Eventually.get(
                        "the cart is decided",
                        CATCH_UP_TIMEOUT,
                        () -> describe(buyer.submits(name)),
                        response -> !RETRY_LATER.contains(response)))
                .isEqualTo("200");
    }

    private void inventory_is_unavailable(String promised) {
        OutageBuyer buyer = buyer(pay("tok_approve"));
        suite.node(INVENTORY).kill();
        try {
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
            assertThat(heldAmount(buyer, 1)).isZero();
            buyer.addsOne(BOWL).paysOtherwise();
        } finally {
            suite.node(INVENTORY).startAgain();
        }

        assertThat(buyer.submits("second").ok()).isTrue();
    }

    private void offers_are_unavailable(String promised) {
        OutageBuyer buyer = buyer(new Step.EnterCode(CODE), pay("tok_approve"));
        OutageBuyer without = buyer(pay("tok_approve"));
        suite.node(OFFER).kill();
        try {
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
            assertThat(softReserved()).isZero();
            assertThat(without.submits("first").ok()).isTrue();
        } finally {
            suite.node(OFFER).startAgain();
        }

        assertThat(buyer.submits("second").ok()).isTrue();
    }

    private void payment_is_unavailable(String promised) {
        OutageBuyer interrupted = buyer(new Step.EnterCode(CODE), pay("tok_timeout_after"));
        OutageBuyer buyer = buyer(pay("tok_approve"));
        CompletableFuture<ServiceResponse> response = interrupted.submitsMeanwhile("first");
        Eventually.get(
                "the gateway holds the money",
                CATCH_UP_TIMEOUT,
                () -> heldAmount(interrupted, 1),
                held -> held.signum() > 0);
        suite.node(PAYMENT).kill();
        try {
            assertThat(describe(response.join())).isEqualTo(promised);
            assertThat(softReserved()).isZero();
            assertThat(usage().at("/uses/reserved").asLong()).isZero();
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
            assertThat(softReserved()).isZero();
        } finally {
            suite.node(PAYMENT).startAgain();
        }

        Eventually.get(
                "the money is released",
                CATCH_UP_TIMEOUT,
                () -> heldAmount(interrupted, 1),
                held -> held.signum() == 0);
        assertThat(interrupted.paysOtherwise().submits("second").ok()).isTrue();
        assertThat(buyer.submits("second").ok()).isTrue();
    }

    private void order_is_unavailable(String promised) {
        OutageBuyer buyer = buyer(pay("tok_approve"));
        suite.node(ORDER).kill();
        try {
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
            untilAppliedByAllButOrder(buyer);
        } finally {
            suite.node(ORDER).startAgain();
        }
    }

    private void operations_are_unavailable(String promised) {
        OutageBuyer buyer = buyer(pay("tok_approve"));
        suite.node(OPERATIONS).kill();
        try {
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
            untilAppliedByAll(buyer);
        } finally {
            suite.node(OPERATIONS).startAgain();
        }
    }

    private void consumer_is_frozen(String promised) {
        OutageBuyer buyer = buyer(pay("tok_approve"));
        suite.node(ORDER).freeze();
        try {
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
            untilAppliedByAllButOrder(buyer);
        } finally {
            suite.node(ORDER).thaw();
        }
        untilAppliedByAll(buyer);
    }

    private void consumers_of_holds_are_unavailable(String promised) {
        Scarce scarce = new Scarce("tok_approve");
        List<Service> services = List.of(INVENTORY, OFFER, PAYMENT);
        Map<String, String> overrides = new HashMap<>();
        for (String binding : List.of(
                "checkoutCompletionInputInventory",
                "checkoutRollbackInputInventory",
                "checkoutCompletionInputOffer",
                "checkoutRollbackInputOffer",
                "checkoutCompletionInputPayment",
                "checkoutRollbackInputPayment")) {
            overrides.put("spring.cloud.stream.bindings." + binding + ".consumer.auto-startup", "false");
        }
        suite.restart(services, overrides);
        try {
            assertThat(describe(scarce.ann.submits("first"))).isEqualTo(promised);
            scarce.isStillAnnsFor(OUTAGE);
            scarce.isRefusedToOthers();
            assertThat(applied(scarce.ann, 1))
                    .containsAllEntriesOf(Map.of("inventory", false, "offer", false, "payment", false));
        } finally {
            suite.restart(services, Map.of());
        }
    }

    private void untilAppliedByAll(OutageBuyer buyer) {
        Eventually.get(
                "all services have applied it",
                CATCH_UP_TIMEOUT,
                () -> applied(buyer, 1),
                applied -> applied.size() == 4 && !applied.containsValue(false));
    }

    private void untilAppliedByAllButOrder(OutageBuyer buyer) {
        Map<String, Boolean> expected = Map.of("order", false, "inventory", true, "offer", true, "payment", true);
        Eventually.get("all but order have applied it", CATCH_UP_TIMEOUT, () -> applied(buyer, 1), expected::equals);
    }

    private void one_of_two_nodes_dies(String promised) {
        int listeners = Eventually.get(
                "one node consumes", CATCH_UP_TIMEOUT, () -> suite.listeners(ORDER), members -> members > 0);
        OutageBuyer buyer = buyer(pay("tok_approve"));
        ServiceNode second = suite.another(ORDER, Addresses.free());
        try (Crowd shopping = new Crowd()) {
            Eventually.get(
                    "both nodes share the partitions",
                    CATCH_UP_TIMEOUT,
                    () -> suite.listeners(ORDER),
                    members -> members == 2 * listeners);
            shopping.buys(30);
            shopping.hasBought(10);
            second.kill();
            assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
            shopping.hasBought(30);
        } finally {
            second.close();
        }
        assertThat(crowd).allSatisfy(cart -> assertThat(cart.order()).isPresent());
    }

    private void cart_is_unavailable(String promised) {
        OutageBuyer buyer = buyer(pay("tok_approve"));
        Scarce scarce = new Scarce("tok_slow");
        CompletableFuture<ServiceResponse> interrupted = scarce.ann.submitsMeanwhile("first");
        untilUsesAreReserved(scarce.ann);
        suite.node(CART).kill();
        try {
            scarce.isStillAnnsFor(OUTAGE);
            assertThatExceptionOfType(ServiceUnreachableException.class)
                    .as(promised)
                    .isThrownBy(() -> buyer.submits("first"))
                    .withMessageContaining("cannot be reached");
            assertThat(promised).isEqualTo("no response");
        } finally {
            suite.node(CART).startAgain();
        }
        untilSold(buyer, "first");
        Eventually.get(
                "the interrupted checkout is decided",
                LEASE_AND_RECOVERY,
                () -> scarce.ann.outcome(1).text("state"),
                Set.of("COMPLETED", "ROLLED_BACK")::contains);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(interrupted::join)
                .withCauseInstanceOf(ServiceUnreachableException.class);
        boolean tooOld = OUTAGE.compareTo(ABANDONED) >= 0;
        assertThat(describe(scarce.ann.submits("first"))).isEqualTo(tooOld ? "409 CHECKOUT_ABANDONED" : "200");
        if (tooOld) {
            assertThat(describe(scarce.ann.submits("second"))).isEqualTo("200");
        }
        scarce.isRefusedToOthers();
    }

    private void cart_freezes_in_a_checkout(String promised) {
        OutageBuyer buyer = buyer(pay("tok_slow"));
        Addresses elsewhere = Addresses.free();
        SuiteClient other = new SuiteClient(elsewhere);
        try (ServiceNode second = suite.another(CART, elsewhere)) {
            CompletableFuture<ServiceResponse> response = buyer.submitsMeanwhile("first");
            untilStockIsReserved(buyer);
            suite.node(CART).freeze();
            try {
                Eventually.get(
                        "another node resumes the checkout",
                        LEASE_AND_RECOVERY,
                        () -> other.get(CART, "/checkouts/" + buyer.requestId(1), buyer.owner())
                                .text("state"),
                        "COMPLETED"::equals);
            } finally {
                suite.node(CART).thaw();
            }
            assertThat(describe(response.join())).isEqualTo(promised);
        }
        ServiceResponse same = buyer.submits("first");
        assertThat(same.ok()).isTrue();
        assertThat(same.text("requestId")).isEqualTo(buyer.requestId(1));
        assertThat(holds(buyer, 1))
                .singleElement()
                .satisfies(hold -> assertThat(hold.path("authorized").asInt()).isEqualTo(1));
        untilSold(buyer, "first");
    }

    private void gatewayFails(String token, String promised) {
        OutageBuyer buyer = buyer(pay(token));

        assertThat(describe(buyer.submits("first"))).isEqualTo(promised);
        assertThat(heldAmount(buyer, 1)).isZero();
        assertThat(softReserved()).isZero();

        assertThat(buyer.paysOtherwise().submits("second").ok()).isTrue();
    }

    private void response_of_gateway_is_lost(String promised) {
        OutageBuyer buyer = buyer(pay("tok_timeout_after"));

        assertThat(describe(buyer.submits("first"))).isEqualTo(promised);

        assertThat(holds(buyer, 1))
                .singleElement()
                .satisfies(hold -> assertThat(hold.path("authorized").asInt()).isEqualTo(1));
    }

    /** The last piece of an article and a single-use code: Ann wants both, two other buyers want one each. */
    private final class Scarce {

        private final String piece = unique("LAST-PIECE");
        private final String code = unique("ONCE").toUpperCase(Locale.ROOT);
        private final OutageBuyer ann;
        private final OutageBuyer bobForThePiece;
        private final OutageBuyer bobForTheCode;

        Scarce(String annsCard) {
            client.importAll(
                    CART,
                    "/catalog/imports",
                    List.of(Map.of("sku", piece, "name", "Last piece", "unitPrice", TEN_POUNDS)));
            client.importAll(INVENTORY, "/stock/imports", List.of(Map.of("sku", piece, "onHand", 1)));
            client.importAll(
                    OFFER, "/offers/imports", List.of(Map.of("code", code, "offerId", "ten-less", "maxUses", 1)));
            codes.add(code);
            ann = wanting(theLast(), new Step.EnterCode(code), pay(annsCard));
            bobForThePiece = wanting(theLast(), pay("tok_approve"));
            bobForTheCode = wanting(bowls(2), new Step.EnterCode(code), pay("tok_approve"));
        }

        private Step theLast() {
            return new Step.Add(List.of(new Step.Item(piece, 1)));
        }

        void isStillAnns() {
            assertThat(client.get(INVENTORY, "/stock/" + piece, client.operator())
                            .body()
                            .path("available")
                            .asLong(1))
                    .as("pieces available to other buyers")
                    .isZero();
            assertThat(usage(code).at("/uses/available").asLong(1))
                    .as("uses available to other buyers")
                    .isZero();
        }

        void isStillAnnsFor(Duration outage) {
            long since = System.nanoTime();
            Eventually.get(
                    "the outage lasts",
                    outage.plusSeconds(10),
                    () -> {
                        isStillAnns();
                        return System.nanoTime() - since;
                    },
                    passed -> passed > outage.toNanos());
        }

        void isRefusedToOthers() {
            assertThat(describe(bobForThePiece.submits(unique("piece")))).isEqualTo("409 FAILED_INVENTORY_CHECK");
            assertThat(describe(bobForTheCode.submits(unique("code"))))
                    .isEqualTo("422 INVALID_OFFER_OR_OFFER_CODE_USAGE");
            isStillAnns();
        }
    }

    private OutageBuyer buyer(Step... next) {
        return wanting(Stream.concat(Stream.of(bowls(2)), Arrays.stream(next)).toArray(Step[]::new));
    }

    private OutageBuyer wanting(Step... steps) {
        OutageBuyer buyer = OutageBuyer.with(client, steps);
        buyers.add(buyer);
        return buyer;
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private static Step bowls(long quantity) {
        return new Step.Add(List.of(new Step.Item(BOWL, quantity)));
    }

    private static Step pay(String token) {
        return new Step.Pay(token, null);
    }

    /** Formats a response as the document does. */
    private static String describe(ServiceResponse response) {
        return response.status()
                + (response.ok() ? "" : " " + response.reason())
                + (response.header("Retry-After").isPresent() ? " + Retry-After" : "");
    }

    private static Map.Entry<String, Boolean>[] entryOf(boolean value, List<Service> services) {
        @SuppressWarnings("unchecked")
        Map.Entry<String, Boolean>[] entries =
                services.stream().map(service -> entry(service.id(), value)).toArray(Map.Entry[]::new);
        return entries;
    }

    private static Map<String, Boolean> applied(OutageBuyer buyer, int attempt) {
        return buyer.outcome(attempt)
                .body()
                .path("applied")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, service -> service.getValue().asBoolean(false)));
    }

    private void untilStockIsReserved(OutageBuyer buyer) {
        Eventually.get(
                "stock is reserved for the checkout",
                () -> client.get(INVENTORY, "/reservations/" + buyer.requestId(1), client.operator())
                        .status(),
                status -> status == 200);
    }

    private void untilUsesAreReserved(OutageBuyer buyer) {
        Eventually.get(
                "stock and uses are reserved for the checkout",
                () -> client.get(OFFER, "/uses/" + buyer.requestId(1), client.operator())
                        .status(),
                status -> status == 200);
    }

    private long softReserved() {
        return StockFigures.now(client).bySku().get(BOWL).soft();
    }

    private List<JsonNode> holds(OutageBuyer buyer, int attempt) {
        return client.all(PAYMENT, "/ops/gateway-holds?requestId=" + buyer.requestId(attempt), client.operator());
    }

    private BigDecimal heldAmount(OutageBuyer buyer, int attempt) {
        return holds(buyer, attempt).stream()
                .map(hold -> new BigDecimal(hold.path("holding").asString("0")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private JsonNode usage() {
        return usage(CODE);
    }

    private JsonNode usage(String code) {
        return client.get(OFFER, "/codes/" + code, client.operator()).body();
    }

    /** Returns the outbox backlog of the cart service from its metrics. */
    private double backlog() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(client.addresses().of(CART) + "/actuator/prometheus"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("suite_outbox_backlog{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    private void everythingIsWhole() {
        List<CartRecord> carts = new ArrayList<>(crowd);
        buyers.forEach(buyer -> carts.add(buyer.record()));
        assertThat(new GuaranteeChecks(FactCollector.waiting(client).collect(carts, done -> {}))
                        .all(
                                stockBefore,
                                StockFigures.now(client),
                                codes.stream().map(this::usage).toList()))
                .allSatisfy(result ->
                        assertThat(result.violations()).as(result.guarantee()).isEmpty());
        Service.PARTICIPANTS.forEach(service -> assertThat(client.all(service, "/ops/dead-letters", client.operator()))
                .isEmpty());
        Eventually.get(
                "reconciliation finds no discrepancies",
                CATCH_UP_TIMEOUT,
                () -> client.call(
                        OPERATIONS,
                        "POST",
                        "/ops/reconciliations",
                        Map.of("from", begun.toString()),
                        client.operator(),
                        Map.of()),
                reconciliation -> reconciliation.ok()
                        && reconciliation.body().path("checked").asLong(0) > 0
                        && reconciliation.body().path("found").asLong(1) == 0);
    }

    /** Two shoppers who buy as many carts as they are told, each cart first with a card that is declined and then with one that is approved. */
    private final class Crowd implements AutoCloseable {

        private final Semaphore wanted = new Semaphore(0);
        private final List<CompletableFuture<Void>> shoppers = IntStream.range(0, 2)
                .mapToObj(shopper -> CompletableFuture.runAsync(this::shop, Thread::startVirtualThread))
                .toList();
        private volatile boolean running = true;

        private void shop() {
            for (wanted.acquireUninterruptibly(); running; wanted.acquireUninterruptibly()) {
                crowd.add(Buyer.buy(
                        client,
                        OutageBuyer.plan(List.of(
                                bowls(1),
                                pay("tok_decline_soft"),
                                new Step.Submit(Step.Click.ONCE),
                                new Step.RemovePayments(),
                                pay("tok_approve"),
                                new Step.Submit(Step.Click.ONCE)))));
            }
        }

        /** Lets them buy this many carts more, without waiting for them. */
        void buys(int carts) {
            wanted.release(carts);
        }

        void hasBought(int carts) {
            Eventually.get(
                    carts + " carts are bought",
                    CATCH_UP_TIMEOUT,
                    () -> crowd.size() >= carts || shoppers.stream().anyMatch(CompletableFuture::isDone),
                    done -> done);
        }

        @Override
        public void close() {
            running = false;
            wanted.release(shoppers.size());
            shoppers.forEach(CompletableFuture::join);
        }
    }
}
