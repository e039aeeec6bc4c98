package io.checkoutsuite.web.http;

import java.time.Duration;
import java.util.function.Supplier;
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
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/** Connections to HTTP servers. Calls have a timeout as a whole; they retry nothing and follow no redirect: the caller knows what may be repeated. */
public final class HttpConnections implements AutoCloseable {

    /** For servers of the suite, which limit their responses themselves. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** A connection that was idle for longer is closed, before a server or a proxy on the way closes it. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(15);

    /** A connection that was idle for longer is checked before it is used. */
    private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(250);

    /** To one server; no call ever waits for a connection. */
    private static final int MOST_CONNECTIONS = 10_000;

    private final PoolingHttpClientConnectionManager connections;
    private final IdleConnectionEvictor idleConnections;

    /** @param connect how long it may take to connect to a server */
    public HttpConnections(Duration connect) {
        connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .build();
        idleConnections = new IdleConnectionEvictor(connections, IDLE, IDLE);
        idleConnections.start();
    }

    /**
     * Makes requests over these connections.
     *
     * @param timeout how long a call may take, from sending the request to reading the response body; determined when the call begins
     * @param largestResponse in bytes; reading a larger body fails, and the connection is closed
     */
    public ClientHttpRequestFactory requests(Supplier<Duration> timeout, long largestResponse) {
        return new HttpComponentsClientHttpRequestFactory(http(timeout, largestResponse));
    }

    private HttpClient http(Supplier<Duration> timeout, long largestResponse) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setConnectionManagerShared(true)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .addExecInterceptorFirst("responseLimit", new ResponseLimit(largestResponse))
                .addExecInterceptorFirst("callTimeout", new CallTimeout(timeout))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    @Override
    public void close() {
        idleConnections.shutdown();
        connections.close(CloseMode.GRACEFUL);
    }
}
