package io.checkoutsuite.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import io.checkoutsuite.web.http.ServiceClients;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;

/** Runs against a token endpoint over HTTP. */
class ServiceTokensTests {

    private static final String SECRET = "a-secret-for-tests-that-is-long-enough";

    private final MovableClock clock = MovableClock.running();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private final StubServer issuer = new StubServer(this::respond);

    private Response respond(Request request) {
        if (request.path().equals("/hello")) {
            return new Response(200, Objects.requireNonNull(request.header("Authorization")));
        }
        requests.add(request.header("Authorization") + " " + request.body());
        return status == 200
                ? new Response(
                        200,
                        "{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                                .formatted(asked.incrementAndGet()))
                : new Response(status, "{\"error\":\"server_error\"}");
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private String address() {
        return issuer.url();
    }

    private ServiceTokens tokens() {
        return new RenewingServiceTokens(
                new ClientCredentialsTokenClient(
                        new AccessSettings.ServiceClient(
                                address() + "/token", "cart-service", "secret", "service", Duration.ofSeconds(2)),
                        clock),
                clock);
    }

    @Test
    void a_token_is_asked_for_by_client_credentials_once_and_shown_while_it_is_young() {
        ServiceTokens tokens = tokens();

        assertThat(tokens.current()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(190));
        assertThat(tokens.current()).isEqualTo("token-1");

        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .startsWith("Basic ")
                        .contains("grant_type=client_credentials", "scope=service"));
    }

    @Test
    void a_new_one_is_asked_for_before_the_old_one_ends() {
        ServiceTokens tokens = tokens();
        tokens.current();

        clock.advance(Duration.ofSeconds(210));

        assertThat(tokens.current()).isEqualTo("token-2");
        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void while_the_issuer_fails_the_old_one_is_shown_until_shortly_before_its_end() {
        ServiceTokens tokens = tokens();
        tokens.current();
        status = 500;

        clock.advance(Duration.ofSeconds(210));
        assertThat(tokens.current()).isEqualTo("token-1");
        int askedThen = requests.size();
        assertThat(tokens.current()).isEqualTo("token-1");
        assertThat(requests).as("requests without an immediate retry").hasSize(askedThen);

        clock.advance(Duration.ofSeconds(75));
        assertThatThrownBy(tokens::current).isInstanceOf(ServiceTokenUnavailableException.class);

        status = 200;
        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void many_callers_at_once_ask_the_issuer_once() {
        ServiceTokens tokens = tokens();

        Concurrently.times(100, caller -> tokens.current());

        assertThat(requests).hasSize(1);
    }

    interface Hello {

        @GetExchange("/hello")
        String hello();
    }

    @Test
    void a_service_is_unavailable_when_there_is_no_token_for_the_call() {
        Hello client = new ServiceClients(RestClient.builder(), tokens())
                .client(Hello.class, address(), Duration.ofSeconds(2));
        assertThat(client.hello()).isEqualTo("Bearer token-1");

        status = 401;
        clock.advance(Duration.ofHours(1));

        assertThatThrownBy(client::hello).isInstanceOf(ResourceAccessException.class);
    }

    @Test
    void a_configured_token_is_refused_once_it_has_expired() {
        String token = new DevTokens(SECRET, Duration.ofHours(1), clock).issue("cart-service", "service", "default");
        ServiceTokens tokens = ConfiguredServiceToken.of(token, clock);
        assertThat(tokens.current()).isEqualTo(token);

        clock.advance(Duration.ofHours(2));

        assertThatThrownBy(tokens::current).isInstanceOf(ServiceTokenUnavailableException.class);
        assertThatThrownBy(() -> ConfiguredServiceToken.of(token, clock)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ConfiguredServiceToken.of(null, clock).current())
                .isInstanceOf(ServiceTokenUnavailableException.class);
    }

    @Test
    void the_tokens_of_a_local_stack_last_minutes_and_are_made_anew() {
        ServiceTokens tokens = new DevTokens(SECRET, Duration.ofHours(12), clock).forService("cart-service");
        String first = tokens.current();

        clock.advance(Duration.ofMinutes(6));
        assertThat(tokens.current()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(2));
        assertThat(tokens.current()).isNotEqualTo(first);
    }
}
