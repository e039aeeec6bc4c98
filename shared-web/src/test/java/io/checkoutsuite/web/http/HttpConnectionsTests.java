package io.checkoutsuite.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** The timeout in detail is tested with {@link ServiceClients}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpConnectionsTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpConnections connections = new HttpConnections(Duration.ofSeconds(1));

    @AfterEach
    void close() {
        connections.close();
    }

    private static String read(RestClient client, String url) {
        return client.get()
                .uri(url)
                .exchangeForRequiredValue(
                        (request, response) -> new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private RestClient client(long largestResponse) {
        return RestClient.builder()
                .requestFactory(connections.requests(() -> LONG, largestResponse))
                .build();
    }

    @Test
    void a_response_of_the_largest_size_is_read() {
        try (StubServer server = new StubServer(request -> new Response(200, "x".repeat(1_000)))) {
            assertThat(read(client(1_000), server.url())).hasSize(1_000);
        }
    }

    @Test
    void a_larger_response_fails() {
        try (StubServer server = new StubServer(request -> new Response(200, "x".repeat(1_001)))) {
            assertThatThrownBy(() -> read(client(1_000), server.url()))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasRootCauseMessage("The response has more than 1000 bytes");
        }
    }

    @Test
    void a_response_without_an_end_is_not_received_any_further() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> sendForEver(server, closed));

            assertThatThrownBy(() -> read(client(100_000), "http://127.0.0.1:" + server.getLocalPort()))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasRootCauseMessage("The response has more than 100000 bytes");

            assertThat(closed.await(20, TimeUnit.SECONDS))
                    .as("the client has closed the connection")
                    .isTrue();
        }
    }

    private static void sendForEver(ServerSocket server, CountDownLatch closed) {
        try (Socket connection = server.accept()) {
            OutputStream response = connection.getOutputStream();
            response.write("HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("400\r\n" + "x".repeat(1_024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                response.write(chunk);
            }
        } catch (IOException clientLeft) {
            closed.countDown();
        }
    }

    @Test
    void the_timeout_is_determined_when_a_call_begins() {
        AtomicReference<Duration> timeout = new AtomicReference<>(LONG);
        RestClient client = RestClient.builder()
                .requestFactory(connections.requests(timeout::get, HttpConnections.UNLIMITED))
                .build();
        CountDownLatch slow = new CountDownLatch(1);
        try (StubServer server = new StubServer(request -> {
            if (request.path().equals("/slow")) {
                await(slow);
            }
            return new Response(200, "done");
        })) {
            assertThat(read(client, server.url())).isEqualTo("done");
            timeout.set(Duration.ofMillis(200));
            assertThatThrownBy(() -> read(client, server.url() + "/slow"))
                    .hasRootCauseInstanceOf(IOException.class)
                    .cause()
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("No complete response within 200 ms");
        } finally {
            slow.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
