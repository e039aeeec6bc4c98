package io.checkoutsuite.order;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A stub of the payment service. It knows only the checkout attempts whose state a test has set. */
public final class PaymentStub {

    private static final Map<String, String> STATES = new ConcurrentHashMap<>();
    private static final HttpServer SERVER = started();

    private PaymentStub() {}

    static String url() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort();
    }

    /** Sets the state that it returns from now on; FAULT makes it fail. */
    public static void setState(String tenant, String requestId, String state) {
        STATES.put(tenant + "/" + requestId, state);
    }

    private static HttpServer started() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/authorizations/", PaymentStub::respond);
            server.start();
            return server;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key =
                exchange.getRequestHeaders().getFirst("X-Tenant") + "/" + path.substring(path.lastIndexOf('/') + 1);
        boolean known = exchange.getRequestHeaders().getFirst("Authorization") != null && STATES.containsKey(key);
        String state = STATES.getOrDefault(key, "");
        byte[] body = (known ? "{\"requestId\":\"r\",\"state\":\"" + state + "\",\"payments\":[]}" : "{}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(state.equals("FAULT") ? 500 : known ? 200 : 404, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
