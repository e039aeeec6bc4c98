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

/** Makes clients of other services from declared interfaces: with this service's token, and never without a time-out. */
@RequiredArgsConstructor
public final class ServiceClients {

    public static final String REQUEST_ID = "X-Request-Id";

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final RestClient.Builder builder;
    private final ServiceTokens tokens;

    /** @param timeout how long an answer may take, from the request sent to its body read */
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

    /** To callers it is the same whether the other service cannot be reached or cannot be shown a token: it is unavailable. */
    private String token() throws IOException {
        try {
            return tokens.current();
        } catch (ServiceTokenUnavailableException none) {
            throw new IOException(none.getMessage(), none);
        }
    }
}
