package io.checkoutsuite.web.http;

import io.checkoutsuite.web.access.ServiceTokenUnavailableException;
import io.checkoutsuite.web.access.ServiceTokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import lombok.RequiredArgsConstructor;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Creates clients of other services from declared interfaces. Each client sends this service's token and has a timeout. */
@RequiredArgsConstructor
public final class ServiceClients {

    public static final String REQUEST_ID = "X-Request-Id";

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final RestClient.Builder builder;
    private final ServiceTokens tokens;

    /** @param timeout how long a call may take, from sending the request to reading the response body */
    public <T> T client(Class<T> service, String baseUrl, Duration timeout) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(timeout);
        RestClient client = builder.clone()
                .baseUrl(baseUrl)
                .requestFactory(requests)
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
}
