package io.checkoutsuite.operations.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.CheckoutRepairs;
import io.checkoutsuite.operations.history.CheckoutRepairs.Republication;
import io.checkoutsuite.operations.history.CompensationHistory;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.checkoutsuite.operations.history.PublicationResult;
import io.checkoutsuite.operations.history.PublicationResult.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The responses that the cart service is approved to send, as this service understands them: the cart service's tests produce exactly these. */
class ContractTests extends RunningOperations {

    private static final Path CONTRACTS = Path.of("../cart-service/src/test/resources/contracts");

    @Autowired
    CheckoutHistory history;

    @Autowired
    CheckoutRepairs repairs;

    private static JsonNode contract(String name) {
        return new JsonMapper().readTree(CONTRACTS.resolve(name).toFile());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void outcomes_are_told_from_orphans() {
        JsonNode contract = contract("checkout-histories.json");
        CARTS.replies(contract.path("response").toString());

        KnownOutcomes known = history.outcomes("default", texts(contract.at("/request/filter/requestIds")));

        assertThat(known.decided()).containsOnlyKeys("c1-1", "c1-2");
        assertThat(known.decided().get("c1-1").eventId()).isEqualTo("checkoutRollback:c1-1");
        assertThat(known.decided().get("c1-1").digest()).hasSize(64);
        assertThat(known.orphans()).containsOnlyKeys("nobody-1");
        assertThatThrownBy(() -> history.outcomes("default", List.of("c1-1", "left-out-1")))
                .isInstanceOf(CartServiceUnavailableException.class)
                .hasMessageContaining("left-out-1");
    }

    @Test
    void every_kind_of_cart_and_attempt_is_understood() {
        CARTS.replies(contract("checkout-histories.json").path("response").toString());

        Map<String, CartHistory> carts = history.carts("default", List.of("c1", "c2", "c3"), true);

        CartHistory.Readable first = (CartHistory.Readable) carts.get("c1");
        AttemptHistory.RolledBack rolledBack =
                (AttemptHistory.RolledBack) first.attempts().getFirst();
        assertThat(rolledBack.reason().type()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(rolledBack.failures())
                .containsExactly(new AttemptHistory.ActivityFailure("reserveStock", "RUN", "503 Service Unavailable"));
        assertThat(rolledBack.compensation().orElseThrow().state())
                .isEqualTo(CompensationHistory.State.NEEDS_ATTENTION);
        assertThat(first.attempts().get(1)).isInstanceOf(AttemptHistory.Completed.class);
        assertThat(carts.values().stream()
                        .filter(CartHistory.Readable.class::isInstance)
                        .map(CartHistory.Readable.class::cast)
                        .flatMap(cart -> cart.attempts().stream()))
                .hasAtLeastOneElementOfType(AttemptHistory.Running.class);
        assertThat(carts.values()).hasAtLeastOneElementOfType(CartHistory.Unreadable.class);
    }

    @Test
    void every_result_of_a_publication_is_understood() {
        JsonNode contract = contract("publications.json");
        CARTS.repliesToPublications(contract.path("response").toString());
        Republication replay = new Republication("20260504-120000-000-ab12cd34", "order", "olga");

        Map<String, PublicationResult> orphans =
                repairs.rollBackOrphans("default", replay, texts(contract.at("/request/orphans")));
        Map<String, PublicationResult> pending =
                repairs.publishPending("default", "olga", texts(contract.at("/request/pendingOf")));

        assertThat(orphans.get("nobody-1").kind()).isEqualTo(Kind.PUBLISHED);
        assertThat(orphans.get("c1-8").kind()).isEqualTo(Kind.CART_EXISTS);
        assertThat(orphans.get("c1-2").kind()).isEqualTo(Kind.CHANGED);
        assertThat(orphans.get("c2-1").kind()).isEqualTo(Kind.NOT_DECIDED);
        assertThat(orphans.get("c3-1").description()).startsWith("NO_EVENT: java.lang");
        assertThat(orphans.get("c1-9").kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(pending.get("c2").kind()).isEqualTo(Kind.NOTHING_PENDING);
        assertThatThrownBy(() -> repairs.publishPending("default", "olga", List.of("left-out")))
                .isInstanceOf(CartServiceUnavailableException.class);
    }
}
