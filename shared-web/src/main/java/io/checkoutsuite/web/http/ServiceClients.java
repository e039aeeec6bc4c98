package io.checkoutsuite.web.http;

import io.checkoutsuite.web.access.ServiceTokenUnavailableException;
import io.checkoutsuite.web.access.ServiceTokens;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Creates clients of other services from declared interfaces. Each client sends this service's token and has a timeout; they share connections. */
public final class ServiceClients implements AutoCloseable {

    public static final String REQUEST_ID = "X-Request-Id";

    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** A connection that was idle for longer is closed, before a service or a proxy on the way closes it. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(15);

    /** A connection that was idle for longer is checked before it is used. */
    private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(250);

    /** To one service; no call ever waits for a connection. */
    private static final int MOST_CONNECTIONS = 10_000;

    private final RestClient.Builder builder;
    private final ServiceTokens tokens;
    private final PoolingHttpClientConnectionManager connections;
    private final IdleConnectionEvictor idleConnections;

    public ServiceClients(RestClient.Builder builder, ServiceTokens tokens) {
        this.builder = builder;
        this.tokens = tokens;
        connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT))
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .build();
        idleConnections = new IdleConnectionEvictor(connections, IDLE, IDLE);
        idleConnections.start();
    }

    /** @param timeout how long a call may take, from sending the request to reading the response body */
    public <T> T client(Class<T> service, String baseUrl, Duration timeout) {
        RestClient client = builder.clone()
                .baseUrl(baseUrl)
                .requestFactory(new HttpComponentsClientHttpRequestFactory(http(timeout)))
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

    /** Retries nothing and follows no redirect: the caller knows which call may be repeated. */
    private HttpClient http(Duration timeout) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setConnectionManagerShared(true)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .addExecInterceptorFirst("callTimeout", new CallTimeout(timeout))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
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
        idleConnections.shutdown();
        connections.close(CloseMode.GRACEFUL);
    }
}
