package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.cart.checkout.AttemptStates;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.web.checkout.CheckoutState;
import io.checkoutsuite.web.checkout.CheckoutStates;
import io.checkoutsuite.web.checkout.CheckoutStatesUnavailableException;
import io.checkoutsuite.web.http.ServiceClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** The states of checkouts, as reported to the services that hold reservations for them. */
class CheckoutStatesTests extends RunningCart {

    private static final JsonMapper JSON = new JsonMapper();

    private ApiResponse asked(String scope, Object requestIds) {
        Map<String, Object> question = new HashMap<>();
        question.put("requestIds", requestIds);
        return send(with(
                as(scope, "inventory-service", "/internal/checkouts/states").header("X-Tenant", "default"),
                "POST",
                JSON.writeValueAsString(question)));
    }

    private String state(String requestId) {
        return asked("service", List.of(requestId)).is(200).text("/states/" + requestId);
    }

    @Test
    void half_a_character_names_no_attempt() {
        ApiResponse refused = send(with(
                as("service", "inventory-service", "/internal/checkouts/states").header("X-Tenant", "default"),
                "POST",
                "{\"requestIds\":[\"a-1\",\"\\ud800\"]}"));

        assertThat(refused.is(422).text("/errors/0/code")).isEqualTo("malformed");
    }

    @Test
    void each_attempt_is_reported_as_its_cart_has_it() {
        Buyer completed = buyer();
        send(submission(completed, "once")).is(200);
        Buyer again = buyer();
        PARTICIPANTS.fails("PUT /inventory/reservations/" + again.requestId(1));
        send(submission(again, "first")).is(503);
        Buyer running = buyer();
        interruptCheckout(running, Instant.now().plusSeconds(600), Instant.now().plusSeconds(600));
        Buyer open = buyer();

        ApiResponse reported = asked(
                        "service",
                        List.of(
                                completed.requestId(1),
                                completed.requestId(2),
                                again.requestId(1),
                                running.requestId(1),
                                open.requestId(1),
                                "no-such-cart-1",
                                "nodash"))
                .is(200);

        assertThat(reported.json().at("/states").size()).isEqualTo(7);
        assertThat(reported.text("/states/" + completed.requestId(1))).isEqualTo("COMPLETED");
        assertThat(reported.text("/states/" + completed.requestId(2))).isEqualTo("UNKNOWN");
        assertThat(reported.text("/states/" + again.requestId(1))).isEqualTo("ROLLED_BACK");
        assertThat(reported.text("/states/" + running.requestId(1))).isEqualTo("RUNNING");
        assertThat(reported.text("/states/" + open.requestId(1))).isEqualTo("UNKNOWN");
        assertThat(reported.text("/states/no-such-cart-1")).isEqualTo("UNKNOWN");
        assertThat(reported.text("/states/nodash")).isEqualTo("UNKNOWN");
    }

    @Test
    void an_attempt_whose_lease_is_over_is_running_until_somebody_decides_it() {
        Buyer buyer = buyer();
        interruptCheckout(buyer, Instant.now().minusSeconds(60), Instant.now().plusSeconds(600));

        assertThat(state(buyer.requestId(1))).isEqualTo("RUNNING");
    }

    @Test
    void of_a_cart_that_cannot_be_read_nothing_is_concluded() {
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(200);

        write(buyer, new Document("$set", new Document("attempts.0.outcome", "MAYBE")));
        assertThat(state(buyer.requestId(1))).isEqualTo("RUNNING");
        write(buyer, new Document("$unset", new Document("attempts.0.requestId", "")));
        assertThat(state(buyer.requestId(1))).isEqualTo("RUNNING");
        write(buyer, new Document("$set", new Document("attempts", "gone")));
        assertThat(state(buyer.requestId(1))).isEqualTo("RUNNING");
        mongo.getCollection("carts").deleteOne(new Document("_id", "default/" + buyer.cartId()));
        assertThat(state(buyer.requestId(1))).isEqualTo("UNKNOWN");
    }

    @Test
    void another_tenants_attempts_are_unknown() {
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(200);

        ApiResponse reported = send(with(
                        as("service", "inventory-service", "/internal/checkouts/states")
                                .header("X-Tenant", "acme"),
                        "POST",
                        "{\"requestIds\":[\"" + buyer.requestId(1) + "\"]}"))
                .is(200);

        assertThat(reported.text("/states/" + buyer.requestId(1))).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "csr", "operator"})
    void only_services_may_ask(String scope) {
        asked(scope, List.of("c-1")).is(403);
        send(with(to("/internal/checkouts/states"), "POST", "{\"requestIds\":[\"c-1\"]}"))
                .is(401);
    }

    @Test
    void questions_without_sense_or_measure_are_refused() {
        asked("service", null).is(422);
        asked("service", List.of()).is(422);
        asked("service", List.of("")).is(422);
        asked("service", Arrays.asList("c-1", null)).is(422);
        asked("service", List.of("c".repeat(65))).is(422);
        asked("service", Collections.nCopies(501, "c-1")).is(422);
        asked("service", Collections.nCopies(500, "c-1")).is(200);
    }

    @Test
    void the_services_client_understands_the_answer(@Autowired ServiceClients clients) {
        CheckoutStates states = CheckoutStates.at("http://127.0.0.1:" + port, Duration.ofSeconds(4), clients);
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(200);
        List<String> asked =
                IntStream.rangeClosed(1, 1_200).mapToObj(buyer::requestId).toList();

        Map<String, CheckoutState> reported = states.of("default", asked);

        assertThat(reported).hasSize(1_200).containsEntry(buyer.requestId(1), CheckoutState.COMPLETED);
        assertThat(reported.values().stream().filter(CheckoutState.UNKNOWN::equals))
                .hasSize(1_199);
        assertThat(states.of("default", List.of())).isEmpty();
        assertThatThrownBy(() -> states.of("nobody", asked)).isInstanceOf(CheckoutStatesUnavailableException.class);
        assertThat(CheckoutState.values())
                .extracting(Enum::name)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AttemptStates.AttemptState.values())
                        .map(Enum::name)
                        .toList());
    }
}
