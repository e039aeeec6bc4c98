package io.checkoutsuite.web.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import io.checkoutsuite.web.http.ServiceClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

class CheckoutStatesTests {

    private final CountDownLatch released = new CountDownLatch(1);
    private final StubServer cart = new StubServer(this::respond);
    private volatile int status = 200;
    private volatile String body = "{}";
    private volatile String asked = "";
    private volatile boolean unresponsive;

    @AfterEach
    void stop() {
        released.countDown();
        cart.close();
    }

    private Response respond(Request request) {
        asked = request + " " + request.header("X-Tenant") + " " + request.header("Authorization") + " "
                + request.body();
        if (unresponsive) {
            Latches.await(released);
        }
        return new Response(status, body);
    }

    private CheckoutStates states() {
        return CheckoutStates.at(
                cart.url(), Duration.ofMillis(300), new ServiceClients(RestClient.builder(), () -> "a-token"));
    }

    @Test
    void the_cart_service_is_asked_for_the_tenant_with_the_services_token() {
        body = "{\"states\":{\"c-1\":\"COMPLETED\",\"c-2\":\"RUNNING\",\"d-1\":\"ROLLED_BACK\",\"e-1\":\"UNKNOWN\"}}";

        assertThat(states().of("acme", List.of("c-1", "c-2", "d-1", "e-1", "c-1")))
                .hasSize(4)
                .containsEntry("c-1", CheckoutState.COMPLETED)
                .containsEntry("c-2", CheckoutState.RUNNING)
                .containsEntry("d-1", CheckoutState.ROLLED_BACK)
                .containsEntry("e-1", CheckoutState.UNKNOWN);
        assertThat(asked)
                .isEqualTo(
                        "POST /internal/checkouts/states acme Bearer a-token {\"requestIds\":[\"c-1\",\"c-2\",\"d-1\",\"e-1\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"states\":null}",
                "{\"states\":{\"c-1\":\"COMPLETED\"}}",
                "{\"states\":{\"c-1\":\"COMPLETED\",\"c-2\":null}}",
                "{\"states\":{\"c-1\":\"COMPLETED\",\"c-2\":\"PERHAPS\"}}",
                "{\"states\":",
                ""
            })
    void a_response_without_one_of_the_checkouts_counts_for_none(String incomplete) {
        body = incomplete;

        assertUnavailable();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503})
    void a_refusal_or_failure_means_unavailable(int refused) {
        status = refused;

        assertUnavailable();
    }

    @Test
    void nothing_is_concluded_from_a_timeout() {
        unresponsive = true;

        assertUnavailable();
    }

    @Test
    void a_refused_connection_means_unavailable() {
        CheckoutStates states = states();
        cart.close();

        assertThatThrownBy(() -> states.of("acme", List.of("c-1")))
                .isInstanceOf(CheckoutStatesUnavailableException.class);
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> states().of("acme", List.of("c-1", "c-2")))
                .isInstanceOf(CheckoutStatesUnavailableException.class);
    }
}
