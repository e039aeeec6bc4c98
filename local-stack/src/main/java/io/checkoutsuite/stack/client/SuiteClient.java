package io.checkoutsuite.stack.client;

import io.checkoutsuite.stack.Service;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls the services of one stack. All calls are idempotent, so a request is retried if its connection is lost. */
public final class SuiteClient {

    /** The shared mapper. It orders map entries, so that another process that repeats a request sends exactly the same bytes. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String HEALTH = "/actuator/health";
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(10);
    private static final RetryTemplate RETRIES = new RetryTemplate(RetryPolicy.builder()
            .includes(IOException.class)
            .maxRetries(3)
            .delay(Duration.ofMillis(200))
            .multiplier(2)
            .build());

    private final ServiceAddresses addresses;
    private final @Nullable String tenant;
    private final @Nullable String operatorToken;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    public SuiteClient(ServiceAddresses addresses) {
        this(addresses, null, null);
    }

    /** @param tenant the tenant of its operators and customers; null for the default tenant */
    public SuiteClient(ServiceAddresses addresses, @Nullable String tenant) {
        this(addresses, tenant, null);
    }

    private SuiteClient(ServiceAddresses addresses, @Nullable String tenant, @Nullable String operatorToken) {
        this.addresses = addresses;
        this.tenant = tenant;
        this.operatorToken = operatorToken;
    }

    /** @param token the bearer token of its operator; null for a development token of the services */
    public static SuiteClient ofOperator(ServiceAddresses addresses, @Nullable String token) {
        return new SuiteClient(addresses, null, token);
    }

    public ServiceAddresses addresses() {
        return addresses;
    }

    /** Whether the service is running. */
    public boolean isAlive(Service service) {
        return probe(service) == ProbeResult.ALIVE;
    }

    /** Requests only liveness, to which a service responds at once even if it is busy or its database is unavailable. */
    public ProbeResult probe(Service service) {
        try {
            HttpRequest request =
                    request(service, LIVENESS).timeout(PROBE_TIMEOUT).GET().build();
            return response(http.send(request, HttpResponse.BodyHandlers.ofByteArray()))
                            .text("status")
                            .isEmpty()
                    ? ProbeResult.OTHER_PROGRAM
                    : ProbeResult.ALIVE;
        } catch (HttpTimeoutException slow) {
            return slow instanceof HttpConnectTimeoutException ? ProbeResult.NOT_RUNNING : ProbeResult.UNRESPONSIVE;
        } catch (ConnectException nobody) {
            return ProbeResult.NOT_RUNNING;
        } catch (IOException notHttp) {
            return ProbeResult.OTHER_PROGRAM;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ProbeResult.NOT_RUNNING;
        }
    }

    /**
     * The health of a service and of the servers it needs: {@code UP}, or for instance {@code DOWN (mongo)}.
     *
     * @throws ServiceUnreachableException if the service cannot be reached
     */
    public String health(Service service) {
        ServiceResponse asOperator = get(service, HEALTH, operatorOrAnonymous());
        // A token that is refused says nothing about the service.
        ServiceResponse health = asOperator.status() == 401 ? get(service, HEALTH, Credentials.NONE) : asOperator;
        List<String> down = health.body().path("components").properties().stream()
                .filter(part -> part.getValue().path("status").asString("").equals("DOWN"))
                .map(Map.Entry::getKey)
                .toList();
        return health.text("status") + (down.isEmpty() ? "" : " (" + String.join(", ", down) + ")");
    }

    private Credentials operatorOrAnonymous() {
        try {
            return operator();
        } catch (TokenRefusedException | ServiceUnreachableException noToken) {
            return Credentials.NONE;
        }
    }

    public ServiceResponse get(Service service, String path, Credentials credentials) {
        return call(service, "GET", path, null, credentials, Map.of());
    }

    /** @throws ServiceUnreachableException if the service cannot be reached */
    public ServiceResponse call(
            Service service,
            String method,
            String path,
            @Nullable Object body,
            Credentials credentials,
            Map<String, String> headers) {
        return call(service, method, path, body, credentials, headers, TIMEOUT);
    }

    /** Calls a service with a timeout of its own. */
    ServiceResponse call(
            Service service,
            String method,
            String path,
            @Nullable Object body,
            Credentials credentials,
            Map<String, String> headers,
            Duration timeout) {
        HttpRequest.Builder request = request(service, path).timeout(timeout);
        credentials.headers().forEach(request::header);
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        return send(request.build());
    }

    /** Imports the documents as NDJSON. */
    public ServiceResponse importAll(Service service, String path, List<?> documents) {
        StringBuilder lines = new StringBuilder();
        documents.forEach(
                document -> lines.append(JSON.writeValueAsString(document)).append('\n'));
        HttpRequest.Builder request = request(service, path)
                .timeout(IMPORT_TIMEOUT)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString()));
        operator().headers().forEach(request::header);
        ServiceResponse response = send(request.build());
        if (!response.ok() || response.body().path("rejected").asLong(0) > 0) {
            throw new IllegalStateException(
                    "The import at " + addresses.of(service) + path + " was refused: " + response);
        }
        return response;
    }

    /** Returns all items of a paged list. */
    public List<JsonNode> all(Service service, String path, Credentials credentials) {
        List<JsonNode> items = new java.util.ArrayList<>();
        String after = "";
        do {
            String cursor = after.isEmpty() ? "" : "&after=" + encoded(after);
            ServiceResponse page =
                    get(service, path + (path.contains("?") ? "&" : "?") + "limit=500" + cursor, credentials);
            if (!page.ok()) {
                throw new IllegalStateException(addresses.of(service) + path + " returned " + page);
            }
            page.body().path("items").forEach(items::add);
            after = page.text("next");
        } while (!after.isEmpty());
        return items;
    }

    /** Encodes text for use in a path segment or query parameter. */
    public static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /**
     * @throws TokenRefusedException if it has no token and the services issue none
     * @throws ServiceUnreachableException if it has no token and the cart service cannot be reached
     */
    public Credentials operator() {
        return operatorToken == null ? bearer("operator", "operator") : Credentials.bearer(operatorToken);
    }

    public Credentials customer(String id) {
        return bearer(id, "customer");
    }

    private Credentials bearer(String subject, String scope) {
        return Credentials.bearer(tokens.computeIfAbsent(scope + "/" + subject, wanted -> token(subject, scope)));
    }

    private String token(String subject, String scope) {
        Map<String, String> wanted = new LinkedHashMap<>(Map.of("sub", subject, "scope", scope));
        if (tenant != null) {
            wanted.put("tenant", tenant);
        }
        ServiceResponse response = call(Service.CART, "POST", "/dev/tokens", wanted, Credentials.NONE, Map.of());
        String token = response.text("access_token");
        if (token.isEmpty()) {
            throw new TokenRefusedException(
                    addresses.of(Service.CART) + " issues no development tokens (" + response.status() + ")");
        }
        return token;
    }

    private HttpRequest.Builder request(Service service, String path) {
        return HttpRequest.newBuilder(URI.create(addresses.of(service) + path));
    }

    private ServiceResponse send(HttpRequest request) {
        try {
            return response(RETRIES.execute(() -> http.send(request, HttpResponse.BodyHandlers.ofByteArray())));
        } catch (RetryException e) {
            throw unreachable(request, e.getCause());
        }
    }

    private static ServiceUnreachableException unreachable(HttpRequest request, Throwable cause) {
        String what = switch (cause) {
            case ConnectException refused -> "cannot be reached";
            case InterruptedException interrupted -> {
                Thread.currentThread().interrupt();
                yield "was interrupted";
            }
            default -> "did not respond: " + cause;
        };
        return new ServiceUnreachableException(request.method() + " " + request.uri() + " " + what, cause);
    }

    private static ServiceResponse response(HttpResponse<byte[]> response) {
        return new ServiceResponse(response.statusCode(), response.headers(), json(response.body()));
    }

    private static JsonNode json(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
