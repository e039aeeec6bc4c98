package io.checkoutsuite.web.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.checkoutsuite.web.http.ServiceClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

class CheckoutStatesTests {

    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer cart;
    private volatile int status = 200;
    private volatile String body = "{}";
    private volatile String asked = "";
    private volatile boolean unresponsive;

    @BeforeEach
    void start() throws IOException {
        cart = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cart.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        cart.createContext("/internal/checkouts/states", this::respond);
        cart.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        cart.stop(0);
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked = exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("X-Tenant") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (unresponsive) {
                released.await(30, TimeUnit.SECONDS);
            }
            byte[] response = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, response.length);
            exchange.getResponseBody().write(response);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private CheckoutStates states() {
        return CheckoutStates.at(
                "http://127.0.0.1:" + cart.getAddress().getPort(),
                Duration.ofMillis(300),
                new ServiceClients(RestClient.builder(), () -> "a-token"));
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
        assertThat(asked).isEqualTo("POST acme Bearer a-token {\"requestIds\":[\"c-1\",\"c-2\",\"d-1\",\"e-1\"]}");
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
        cart.stop(0);

        assertThatThrownBy(() -> states.of("acme", List.of("c-1")))
                .isInstanceOf(CheckoutStatesUnavailableException.class);
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> states().of("acme", List.of("c-1", "c-2")))
                .isInstanceOf(CheckoutStatesUnavailableException.class);
    }
}
