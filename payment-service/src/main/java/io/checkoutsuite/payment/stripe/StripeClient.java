package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.payment.gateway.GatewayConfigurationException;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.checkoutsuite.web.http.HttpConnections;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import lombok.extern.slf4j.Slf4j;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Sends requests to Stripe and tells what their responses mean. What Stripe did is either known ({@link StripeResponse}), nothing
 * ({@link GatewayUnreachableException}) or unknown ({@link GatewayTimeoutException}).
 *
 * <p>It logs codes and Stripe's request ids, and neither parameters nor texts of responses.
 */
@Slf4j
final class StripeClient {

    /** Far larger than a page of refunds. */
    private static final long LARGEST_RESPONSE = 1024 * 1024;

    private static final String NAME = StripeGateway.NAME;
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final MediaType FORM = MediaType.APPLICATION_FORM_URLENCODED;

    /** The end of the gateway's call that the current thread is making. */
    private static final ScopedValue<Deadline> DEADLINE = ScopedValue.newInstance();

    private final StripeSettings settings;
    private final RestClient http;
    private final LogLimiter refusedKeys = new LogLimiter();

    StripeClient(StripeSettings settings, HttpConnections connections) {
        this.settings = settings;
        this.http = RestClient.builder()
                .requestFactory(connections.requests(() -> DEADLINE.get().left(), LARGEST_RESPONSE))
                .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
                .defaultHeader("Stripe-Version", settings.apiVersion())
                .build();
    }

    /** What Stripe said, before its meaning is known. */
    private record Reply(int status, HttpHeaders headers, byte[] body) {

        /** For Stripe's support. */
        String requestId() {
            String id = headers.getFirst("Request-Id");
            return id != null && REQUEST_ID.matcher(id).matches() ? id : "unknown";
        }
    }

    /** One request. */
    private record Request(
            String tenant,
            HttpMethod method,
            String path,
            StripeForm form,
            @Nullable String idempotencyKey) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Runs one call of the gateway: all its requests together end within the timeout. */
    <T> T within(Duration timeout, Supplier<T> call) {
        return ScopedValue.where(DEADLINE, Deadline.in(timeout)).call(call::get);
    }

    /** Sends a request that changes nothing. */
    StripeResponse get(String tenant, String path, StripeForm query) {
        return send(new Request(tenant, HttpMethod.GET, path, query, null));
    }

    /** Sends a request that may be repeated, because Stripe refuses it once it has taken effect. */
    StripeResponse post(String tenant, String path, StripeForm form) {
        return send(new Request(tenant, HttpMethod.POST, path, form, null));
    }

    /** Sends a request that takes effect once per key; Stripe remembers keys for at least 24 hours. */
    StripeResponse post(String tenant, String path, StripeForm form, String idempotencyKey) {
        return send(new Request(tenant, HttpMethod.POST, path, form, idempotencyKey));
    }

    private StripeResponse send(Request request) {
        StripeRetryPolicy policy = new StripeRetryPolicy(settings.retries(), DEADLINE.get());
        try {
            return new RetryTemplate(policy).invoke(() -> sendOnce(request));
        } catch (StripeBusyException busy) {
            throw busy.outcome();
        }
    }

    private StripeResponse sendOnce(Request request) {
        if (DEADLINE.get().isOver()) {
            throw new GatewayTimeoutException(NAME);
        }
        Reply reply = exchange(request);
        return switch (reply.status()) {
            case 200, 201 -> success(request, reply);
            case 400, 402, 404 -> refused(request, reply);
            case 401, 403 -> throw misconfigured(request, reply);
            // Another request with the same idempotency key is in progress, and its effect is not known yet.
            case 409 ->
                throw new StripeBusyException(
                        retryAfter(reply), new GatewayTimeoutException(NAME, "is still busy with the same call"));
            // Nothing was begun: there are too many requests, or another one has locked the object.
            case 429 ->
                throw new StripeBusyException(
                        retryAfter(reply), new GatewayUnreachableException(NAME, "has too many requests"));
            default -> throw unknown(request, reply, "HTTP status " + reply.status());
        };
    }

    private Reply exchange(Request request) {
        boolean hasBody = request.method() == HttpMethod.POST;
        String parameters = request.form().encoded();
        URI uri =
                URI.create(settings.url() + request.path() + (hasBody || parameters.isEmpty() ? "" : "?" + parameters));
        try {
            RestClient.RequestBodySpec spec = http.method(request.method())
                    .uri(uri)
                    .headers(headers -> {
                        headers.setBearerAuth(settings.apiKey(request.tenant()));
                        if (request.idempotencyKey() != null) {
                            headers.set(IDEMPOTENCY_KEY, request.idempotencyKey());
                        }
                    });
            if (hasBody) {
                spec.contentType(FORM).body(parameters.getBytes(StandardCharsets.US_ASCII));
            }
            return spec.exchangeForRequiredValue((sent, response) -> reply(response));
        } catch (ResourceAccessException failure) {
            throw outcome(request, failure.getCause());
        }
    }

    private static Reply reply(ClientHttpResponse response) throws IOException {
        return new Reply(
                response.getStatusCode().value(),
                response.getHeaders(),
                response.getBody().readAllBytes());
    }

    /** A failure before the request was sent has no effect. After that, nobody knows. */
    private static GatewayException outcome(Request request, @Nullable Throwable failure) {
        boolean notConnected = failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException;
        log.info(
                "{} failed{}: {}",
                request,
                notConnected ? " before it was sent" : "",
                failure == null ? "no cause" : failure.getClass().getSimpleName());
        return notConnected ? new GatewayUnreachableException(NAME) : new GatewayTimeoutException(NAME);
    }

    private static StripeResponse success(Request request, Reply reply) {
        try {
            return new StripeResponse.Success(
                    StripeJson.object(reply.body()),
                    "true".equals(reply.headers().getFirst(REPLAYED)));
        } catch (StripeFormatException odd) {
            throw unknown(request, reply, odd.getMessage());
        }
    }

    private static StripeResponse refused(Request request, Reply reply) {
        try {
            JsonNode error = StripeJson.object(reply.body()).path("error");
            if (!error.isObject()) {
                throw new StripeFormatException("error");
            }
            StripeError reason = StripeError.of(error);
            log.info("{} was refused: {}, Stripe's request {}", request, reason, reply.requestId());
            return new StripeResponse.Refused(reason);
        } catch (StripeFormatException odd) {
            throw unknown(request, reply, odd.getMessage());
        }
    }

    private GatewayConfigurationException misconfigured(Request request, Reply reply) {
        refusedKeys.log(
                request.tenant(),
                suppressed -> log.error(
                        "Stripe does not accept the API key of tenant {} for {} (HTTP status {}, Stripe's request {}).{}"
                                + " Check suite.payment.stripe.api-key and tenant-api-keys",
                        request.tenant(),
                        request,
                        reply.status(),
                        reply.requestId(),
                        suppressed));
        return new GatewayConfigurationException(
                NAME,
                "does not accept the API key of tenant %s (HTTP status %d)"
                        .formatted(request.tenant(), reply.status()));
    }

    private static GatewayTimeoutException unknown(Request request, Reply reply, @Nullable String reason) {
        log.warn("{} has an unknown outcome: {}, Stripe's request {}", request, reason, reply.requestId());
        return new GatewayTimeoutException(NAME, "gave no usable response");
    }

    private static @Nullable Duration retryAfter(Reply reply) {
        String seconds = reply.headers().getFirst(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }
}
