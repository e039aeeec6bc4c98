package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reconciliation results that operators get. */
class ReconciliationTests extends RunningCart {

    private final String nobodys = "nobody-" + UUID.randomUUID() + "-1";

    @AfterEach
    void nothingIsHeld() {
        PARTICIPANTS.reportsNoHoldings("inventory");
    }

    private Response compared() {
        return send(with(
                as("operator", "olga", "/ops/reconciliations"),
                "POST",
                "{\"types\":[\"STOCK_WITHOUT_CHECKOUT\"],\"repair\":true}"));
    }

    private List<String> runs() {
        return send(as("operator", "olga", "/ops/reconciliations?limit=500").GET())
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(run -> run.path("id").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "inventory, GET /inventory/ops/holdings",
        "payment, GET /payment/ops/holdings",
        "order, POST /order/ops/previews"
    })
    void an_unavailable_service_is_named_and_never_mistaken_for_one_in_order(String service, String call) {
        List<String> before = runs();
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);
        PARTICIPANTS.fails(call);
        try {
            Response refused = compared().is(503);

            assertThat(refused.text("/type")).isEqualTo("/problems/service-unavailable");
            assertThat(refused.text("/service")).isEqualTo(service);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(runs()).isEqualTo(before);
        } finally {
            PARTICIPANTS.works(call);
        }

        assertThat(compared().is(200).text("/findings/0/requestId")).isEqualTo(nobodys);
        assertThat(runs()).hasSize(before.size() + 1);
    }

    @Test
    void what_is_final_somewhere_is_not_released_elsewhere() {
        PARTICIPANTS.reportsHolding("inventory", "STOCK_RESERVED", nobodys);
        PARTICIPANTS.contradicts("payment", nobodys);

        Response run = compared().is(200);

        assertThat(run.text("/findings/0/type")).isEqualTo("STOCK_WITHOUT_CHECKOUT");
        assertThat(run.json().at("/findings/0/repair").isNull()).isTrue();
        assertThat(run.json().at("/findings/0/repaired").asBoolean(true)).isFalse();
    }
}
