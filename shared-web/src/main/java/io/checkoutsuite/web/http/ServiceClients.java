package io.checkoutsuite.web.http;

import io.checkoutsuite.web.access.ServiceTokenUnavailableException;
import io.checkoutsuite.web.access.ServiceTokens;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Creates clients of other services from declared interfaces. Each client sends this service's token and has a timeout; they share connections. */
public final class ServiceClients implements AutoCloseable {

    public static final String REQUEST_ID = "X-Request-Id";

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final RestClient.Builder builder;
    private final ServiceTokens tokens;
    private final HttpConnections connections = new HttpConnections(CONNECT);

    public ServiceClients(RestClient.Builder builder, ServiceTokens tokens) {
        this.builder = builder;
        this.tokens = tokens;
    }

    /** @param timeout how long a call may take, from sending the request to reading the response body */
    public <T> T client(Class<T> service, String baseUrl, Duration timeout) {
        RestClient client = builder.clone()
                .baseUrl(baseUrl)
                .requestFactory(connections.requests(() -> timeout, HttpConnections.UNLIMITED))
                .requestInterceptor((request, body, execution) -> {
                    request.getHeaders().setBearerAuth(token());
                    String requestId = MDC.get("requestId");
                    if (requestId != null) {
                        request.getHeaders().set(REQUEST_ID, requestId);
                    }
                    return execution.execute(request, body);
                })
                .defaultHeader(HttpHeaders.ACCEPT, "application/json")
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(service);
    }

    /** Treats a missing token as an I/O error, so that callers handle it like an unavailable service. */
    private String token() throws IOException {
        try {
            return tokens.current();
        } catch (ServiceTokenUnavailableException none) {
            throw new IOException(none.getMessage(), none);
        }
    }

    /** Closes the connections of all its clients. */
    @Override
    public void close() {
        connections.close();
    }
}
