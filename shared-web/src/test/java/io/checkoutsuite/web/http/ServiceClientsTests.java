package io.checkoutsuite.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Without its timeout, a call would wait for ever, in a read that no interrupt ends. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceClientsTests {

    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final String OK = "HTTP/1.1 200\r\nContent-Type: application/json\r\n";

    private final RawServer server = new RawServer();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ServiceClients clients = new ServiceClients(RestClient.builder(), () -> "a-token");

    interface Greetings {

        record Greeting(String text) {}

        @GetExchange("/greeting")
        Greeting greeting();

        @PostExchange("/greetings")
        void send(@RequestBody Greeting greeting);
    }

    private interface Responder {
        void respond(OutputStream response) throws IOException, InterruptedException;
    }

    /** A server that says over each connection exactly what a test determines. */
    private static final class RawServer implements AutoCloseable {

        private final ServerSocket socket;
        private final List<Socket> connections = new CopyOnWriteArrayList<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private volatile Responder responder =
                response -> write(response, OK + "Content-Length: 16\r\n\r\n{\"text\":\"hello\"}");

        RawServer() {
            try {
                socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    connections.add(connection);
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException closed) {
                // The test has ended.
            }
        }

        private void serve(Socket connection) {
            try (connection) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                for (String request = read(in); request != null; request = read(in)) {
                    requests.add(request);
                    responder.respond(connection.getOutputStream());
                }
            } catch (IOException | InterruptedException callerLeft) {
                // A caller that times out closes its connection.
            }
        }

        private static String read(BufferedReader in) throws IOException {
            StringBuilder head = new StringBuilder();
            int length = 0;
            for (String line = in.readLine(); ; line = in.readLine()) {
                if (line == null) {
                    return null;
                }
                if (line.isEmpty()) {
                    break;
                }
                head.append(line).append('\n');
                if (line.toLowerCase().startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).trim());
                }
            }
            for (int i = 0; i < length; i++) {
                head.append((char) in.read());
            }
            return head.toString();
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }

    private static void write(OutputStream response, String text) throws IOException {
        response.write(text.getBytes(StandardCharsets.ISO_8859_1));
        response.flush();
    }

    private Greetings client() {
        return clients.client(Greetings.class, server.url(), TIMEOUT);
    }

    @AfterEach
    void stop() throws IOException {
        ended.countDown();
        clients.close();
        server.close();
    }

    @Test
    void a_call_sends_the_services_token_the_request_id_and_its_body_in_one_piece() {
        server.responder = response -> write(response, "HTTP/1.1 204\r\n\r\n");
        try (MDC.MDCCloseable _ = MDC.putCloseable("requestId", "cart-1")) {
            client().send(new Greetings.Greeting("good morning"));
        }

        assertThat(server.requests).hasSize(1);
        assertThat(server.requests.getFirst())
                .startsWith("POST /greetings HTTP/1.1\n")
                .contains("Authorization: Bearer a-token\n", "X-Request-Id: cart-1\n", "Accept: application/json\n")
                .contains("Content-Length: 23\n")
                .endsWith("{\"text\":\"good morning\"}")
                .doesNotContain("Upgrade", "Expect", "Accept-Encoding", "Transfer-Encoding");
    }

    @Test
    void calls_share_a_connection_also_after_the_time_of_the_first_one() {
        Greetings client = client();

        assertThat(client.greeting().text()).isEqualTo("hello");
        await().during(TIMEOUT.multipliedBy(2)).until(() -> server.requests.size() == 1);
        assertThat(client.greeting().text()).isEqualTo("hello");

        assertThat(server.connections).hasSize(1);
    }

    @Test
    void a_response_without_a_body_ends_its_call() {
        server.responder = response -> write(response, "HTTP/1.1 204\r\n\r\n");
        Greetings client = client();

        client.send(new Greetings.Greeting("one"));
        await().during(TIMEOUT.multipliedBy(2)).until(() -> server.requests.size() == 1);
        client.send(new Greetings.Greeting("two"));

        assertThat(server.connections).hasSize(1);
    }

    @Test
    void a_connection_that_the_service_closed_is_replaced() {
        Greetings client = client();
        client.greeting();
        server.connections.forEach(connection -> {
            try {
                connection.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        await().during(Duration.ofMillis(500)).until(() -> server.requests.size() == 1);

        assertThat(client.greeting().text()).isEqualTo("hello");
    }

    @Test
    void a_service_that_says_nothing_times_out() {
        server.responder = response -> ended.await();

        assertThatThrownBy(() -> client().greeting())
                .isInstanceOf(ResourceAccessException.class)
                .hasStackTraceContaining("No complete response within 400 ms");
    }

    @Test
    void a_response_that_arrives_too_slowly_times_out_although_each_part_arrives_in_time() {
        server.responder = response -> {
            write(response, OK + "Content-Length: 100000\r\n\r\n{\"text\":\"");
            while (!ended.await(50, TimeUnit.MILLISECONDS)) {
                write(response, "a");
            }
        };

        assertThatThrownBy(() -> client().greeting())
                .isInstanceOf(RestClientException.class)
                .hasStackTraceContaining("No complete response within 400 ms");
    }

    @Test
    void headers_that_arrive_too_slowly_time_out_as_well() {
        server.responder = response -> {
            write(response, OK);
            for (int i = 0; !ended.await(50, TimeUnit.MILLISECONDS); i++) {
                write(response, "X-Header-" + i + ": a\r\n");
            }
        };

        assertThatThrownBy(() -> client().greeting())
                .isInstanceOf(ResourceAccessException.class)
                .hasStackTraceContaining("No complete response within 400 ms");
    }

    @Test
    void a_redirect_is_not_followed() {
        server.responder = response ->
                write(response, "HTTP/1.1 307\r\nLocation: " + server.url() + "/other\r\nContent-Length: 0\r\n\r\n");

        client().send(new Greetings.Greeting("one"));

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void a_call_that_may_have_arrived_is_not_repeated() {
        server.responder = response -> response.close();

        assertThatThrownBy(() -> client().send(new Greetings.Greeting("one")))
                .isInstanceOf(ResourceAccessException.class);

        assertThat(server.requests).hasSize(1);
    }
}
