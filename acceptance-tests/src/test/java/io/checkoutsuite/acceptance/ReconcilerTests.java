package io.checkoutsuite.acceptance;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.operations.reconciliation.FindingType;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReconcilerTests {

    /** The maximum difference between the services' clocks. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMillis(200);

    private final Faults faults = new Faults();

    private Instant begun;

    /** Separates this test from earlier work, which on any clock ends before this instant; the test starts after it. */
    @BeforeEach
    void begin() {
        begun = Instant.now().plus(MAX_CLOCK_SKEW);
        await().pollInterval(MAX_CLOCK_SKEW).until(() -> Instant.now().isAfter(begun.plus(MAX_CLOCK_SKEW)));
    }

    @Test
    void after_sales_and_refusals_there_are_no_discrepancies() {
        faults.sold();
        faults.refused();

        // An event may be applied shortly before the cart's outbox records its publication.
        eventuallyFinds();
        ApiResponse reconciliation = reconciles(false);

        assertThat(reconciliation.at("/findings")).isEmpty();
        assertThat(reconciliation.number("/checked")).isGreaterThanOrEqualTo(2);
        assertThat(Api.get(OPERATIONS, "/ops/reconciliations/" + reconciliation.text("/id"))
                        .byOperator()
                        .send()
                        .is(200)
                        .text("/by"))
                .isEqualTo("olga");
        assertThat(Api.get(OPERATIONS, "/ops/reconciliations?limit=500")
                        .byOperator()
                        .send()
                        .is(200)
                        .texts("/items", "/id"))
                .contains(reconciliation.text("/id"));
    }

    @ParameterizedTest
    @EnumSource
    void every_fault_is_found_and_repaired_where_that_is_safe(FindingType type) {
        Faults.Fault fault = faults.plant(type);

        eventuallyFinds(type.name());
        isTheOnlyFinding(reconciles(false), type, fault, false);
        isTheOnlyFinding(reconciles(true), type, fault, fault.isRepairable());
        if (!fault.isRepairable()) {
            isTheOnlyFinding(reconciles(false), type, fault, false);
        }
        fault.afterwards().run();
        assertThat(types(reconciles(false))).isEmpty();
    }

    /** Starts an operations service that reconciles every second and reads either everything or only what is new. */
    private static RunningSuite.Node comparing(boolean everything) {
        return RunningSuite.another(
                OPERATIONS,
                Map.of(
                        "suite.reconciliation.interval",
                        "1s",
                        "suite.reconciliation.grace",
                        "0s",
                        "suite.reconciliation.full-interval",
                        everything ? "0s" : "1d",
                        "suite.reconciliation.repair-after",
                        "1s"));
    }

    @Test
    void what_a_lost_event_leaves_behind_is_repaired_without_an_operator_and_nothing_else_is() {
        List<Faults.Fault> lost = planted(
                FindingType.ORDER_MISSING,
                FindingType.STOCK_NOT_COMMITTED,
                FindingType.USES_NOT_COMMITTED,
                FindingType.PAYMENT_NOT_BOUND,
                FindingType.FAILED_ORDER_MISSING,
                FindingType.EVENT_NOT_PUBLISHED);
        List<Faults.Fault> others = planted(FindingType.ORDER_DIFFERS, FindingType.STOCK_WITHOUT_CHECKOUT);

        try (RunningSuite.Node node = comparing(true)) {
            await().atMost(Eventually.LIMIT)
                    .untilAsserted(() -> assertThat(types(reconciles(false)))
                            .containsExactlyInAnyOrder("ORDER_DIFFERS", "STOCK_WITHOUT_CHECKOUT"));
            await().during(Duration.ofSeconds(5))
                    .atMost(Eventually.LIMIT)
                    .until(() -> types(reconciles(false)).size() == 2);
        }

        lost.forEach(fault -> fault.afterwards().run());
        reconciles(true);
        others.forEach(fault -> fault.afterwards().run());
        assertThat(types(reconciles(false))).isEmpty();
    }

    @Test
    void what_comes_up_between_two_reconciliations_is_found_by_those_that_read_only_what_is_new() {
        FindingType[] types = {
            FindingType.ORDER_DIFFERS,
            FindingType.ORDER_OF_FAILED_CHECKOUT,
            FindingType.ORDER_WITHOUT_CHECKOUT,
            FindingType.STOCK_WITHOUT_CHECKOUT,
            FindingType.USES_WITHOUT_CHECKOUT,
            FindingType.PAYMENT_WITHOUT_CHECKOUT,
            FindingType.SECOND_ORDER,
            FindingType.CHECKOUT_STUCK,
            FindingType.COMPENSATION_NEEDS_ATTENTION
        };
        List<Faults.Fault> planted;
        try (RunningSuite.Node _ = comparing(false)) {
            Eventually.get(
                    "the first scheduled reconciliation",
                    ReconcilerTests::scheduled,
                    reconciliation -> reconciliation.ok()
                            && Instant.parse(reconciliation.text("/startedAt")).isAfter(begun));
            planted = planted(types);

            await().atMost(Eventually.LIMIT)
                    .untilAsserted(() -> assertThat(types(scheduled()))
                            .contains(Stream.of(types).map(Enum::name).toArray(String[]::new)));
        }

        reconciles(true);
        planted.forEach(fault -> fault.afterwards().run());
        assertThat(types(reconciles(false))).isEmpty();
    }

    private static List<Faults.Fault> planted(FindingType... types) {
        return Stream.of(types).map(type -> new Faults().plant(type)).toList();
    }

    private static ApiResponse scheduled() {
        return Api.get(OPERATIONS, "/ops/reconciliations/scheduled")
                .byOperator()
                .send();
    }

    /** Waits, because the services' clocks may differ slightly and anything that starts in the future counts as in flight. */
    private void eventuallyFinds(String... types) {
        await().atMost(Eventually.LIMIT)
                .untilAsserted(() -> assertThat(types(reconciles(false))).containsExactlyInAnyOrder(types));
    }

    private static void isTheOnlyFinding(
            ApiResponse reconciliation, FindingType type, Faults.Fault fault, boolean repaired) {
        assertThat(types(reconciliation)).as("%s", reconciliation).containsExactly(type.name());
        assertThat(reconciliation.at("/findings/0/repair").isNull())
                .as("requires manual repair: %s", reconciliation)
                .isEqualTo(!fault.isRepairable());
        assertThat(reconciliation.at("/findings/0/repaired").asBoolean(!repaired))
                .as("repaired: %s", reconciliation)
                .isEqualTo(repaired);
    }

    @Test
    void an_order_whose_cart_is_gone_is_found_with_all_that_belongs_to_it_and_left() {
        Buyer buyer = faults.sold();
        Document cart = Store.removes(CART, "carts", eq("_id", "default/" + buyer.cartId()));

        eventuallyFinds("ORDER_WITHOUT_CHECKOUT", "STOCK_WITHOUT_CHECKOUT", "PAYMENT_WITHOUT_CHECKOUT");
        ApiResponse reconciliation = reconciles(true);

        assertThat(types(reconciliation)).hasSize(3);
        assertThat(reconciliation.texts("/findings", "/repair")).containsOnly("");
        assertThat(reconciliation.texts("/findings", "/repaired")).containsOnly("false");
        buyer.order().is(200);
        assertThat(types(reconciles(false, "SECOND_ORDER", "PAYMENT_WITHOUT_CHECKOUT")))
                .containsExactly("PAYMENT_WITHOUT_CHECKOUT");

        Store.adds(CART, "carts", cart);
        assertThat(types(reconciles(false))).isEmpty();
    }

    static Stream<Bson> damages() {
        return Stream.of(
                set("status", "LOST"),
                set("attempts", "none"),
                unset("attempts"),
                set("attempts.0.outcome", "PERHAPS"),
                unset("attempts.0.decidedAt"),
                unset("content"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void a_cart_that_cannot_be_read_is_found_and_hides_no_other(Bson damage) {
        Buyer damaged = faults.sold();
        Document cart = Store.cart(damaged.cartId());
        Faults.Fault other = faults.plant(FindingType.ORDER_MISSING);
        Store.writesToCart(damaged.cartId(), damage);

        try {
            eventuallyFinds("CART_UNREADABLE", "ORDER_MISSING");
            assertThat(types(reconciles(true))).containsExactlyInAnyOrder("CART_UNREADABLE", "ORDER_MISSING");
        } finally {
            Store.removes(CART, "carts", eq("_id", cart.get("_id")));
            Store.adds(CART, "carts", cart);
        }
        other.afterwards().run();
        assertThat(types(reconciles(false))).isEmpty();
    }

    private static List<String> types(ApiResponse reconciliation) {
        return reconciliation.texts("/findings", "/type");
    }

    private ApiResponse reconciles(boolean repair, String... types) {
        return Api.post(OPERATIONS, "/ops/reconciliations")
                .byOperator()
                .json(Map.of("from", begun.toString(), "types", List.of(types), "repair", repair))
                .send()
                .is(200);
    }
}
