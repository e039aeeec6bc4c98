package io.checkoutsuite.acceptance;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static io.checkoutsuite.stack.Service.CART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.cart.reconcile.FindingType;
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

    /** By so much the services' clocks may differ. */
    private static final Duration DIFFERENCE = Duration.ofMillis(200);

    private final Faults faults = new Faults();

    private Instant begun;

    /** What others did before is over then, on any clock, and nothing of this test has begun. */
    @BeforeEach
    void begin() {
        begun = Instant.now().plus(DIFFERENCE);
        await().pollInterval(DIFFERENCE).until(() -> Instant.now().isAfter(begun.plus(DIFFERENCE)));
    }

    @Test
    void after_sales_and_refusals_nothing_is_amiss() {
        faults.sold();
        faults.refused();

        Answer run = reconciles(false);

        assertThat(run.at("/findings")).isEmpty();
        assertThat(run.number("/checked")).isGreaterThanOrEqualTo(2);
        assertThat(Call.get(CART, "/ops/reconciliations/" + run.text("/id"))
                        .byOperator()
                        .answer()
                        .is(200)
                        .text("/by"))
                .isEqualTo("olga");
        assertThat(Call.get(CART, "/ops/reconciliations?limit=500")
                        .byOperator()
                        .answer()
                        .is(200)
                        .texts("/items", "/id"))
                .contains(run.text("/id"));
    }

    @ParameterizedTest
    @EnumSource
    void every_fault_is_found_and_mended_where_that_is_safe(FindingType type) {
        Faults.Fault fault = faults.plant(type);

        comesToFind(type.name());
        isTheOnlyFinding(reconciles(false), type, fault, false);
        isTheOnlyFinding(reconciles(true), type, fault, fault.isMended());
        if (!fault.isMended()) {
            isTheOnlyFinding(reconciles(false), type, fault, false);
        }
        fault.then().run();
        assertThat(types(reconciles(false))).isEmpty();
    }

    /** The services' clocks may differ by a little, and what is begun in the future is in flight. */
    private void comesToFind(String... types) {
        await().atMost(Eventually.LIMIT)
                .untilAsserted(() -> assertThat(types(reconciles(false))).containsExactlyInAnyOrder(types));
    }

    private static void isTheOnlyFinding(Answer run, FindingType type, Faults.Fault fault, boolean repaired) {
        assertThat(types(run)).as("%s", run).containsExactly(type.name());
        assertThat(run.at("/findings/0/repair").isNull())
                .as("is for people: %s", run)
                .isEqualTo(!fault.isMended());
        assertThat(run.at("/findings/0/repaired").asBoolean(!repaired))
                .as("repaired: %s", run)
                .isEqualTo(repaired);
    }

    @Test
    void an_order_whose_cart_is_gone_is_found_with_all_that_belongs_to_it_and_left() {
        Buyer buyer = faults.sold();
        Document cart = Store.takesAway(CART, "carts", eq("_id", "default/" + buyer.cartId()));

        comesToFind("ORDER_WITHOUT_CHECKOUT", "STOCK_WITHOUT_CHECKOUT", "PAYMENT_WITHOUT_CHECKOUT");
        Answer run = reconciles(true);

        assertThat(types(run)).hasSize(3);
        assertThat(run.texts("/findings", "/repair")).containsOnly("");
        assertThat(run.texts("/findings", "/repaired")).containsOnly("false");
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
            comesToFind("CART_UNREADABLE", "ORDER_MISSING");
            assertThat(types(reconciles(true))).containsExactlyInAnyOrder("CART_UNREADABLE", "ORDER_MISSING");
        } finally {
            Store.takesAway(CART, "carts", eq("_id", cart.get("_id")));
            Store.adds(CART, "carts", cart);
        }
        other.then().run();
        assertThat(types(reconciles(false))).isEmpty();
    }

    private static List<String> types(Answer run) {
        return run.texts("/findings", "/type");
    }

    private Answer reconciles(boolean repair, String... types) {
        return Call.post(CART, "/ops/reconciliations")
                .byOperator()
                .json(Map.of("from", begun.toString(), "types", List.of(types), "repair", repair))
                .answer()
                .is(200);
    }
}
