package io.checkoutsuite.test.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The HTTP client of all tests. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private Http() {}

    public static ApiResponse send(HttpRequest.Builder request) {
        return ApiResponse.of(exchange(request, BodyHandlers.ofByteArray()));
    }

    public static CompletableFuture<ApiResponse> sending(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(ApiResponse::of);
    }

    /** Opens a stream of server-sent events, line by line. Closing it ends the connection. */
    public static HttpResponse<Stream<String>> stream(HttpRequest.Builder request) {
        return exchange(request.header("Accept", "text/event-stream").GET(), BodyHandlers.ofLines());
    }

    private static <T> HttpResponse<T> exchange(HttpRequest.Builder builder, HttpResponse.BodyHandler<T> bodies) {
        HttpRequest request = builder.build();
        try {
            return CLIENT.send(request, bodies);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
