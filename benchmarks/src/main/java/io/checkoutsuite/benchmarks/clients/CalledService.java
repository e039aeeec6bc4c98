package io.checkoutsuite.benchmarks.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A service in a process of its own, which returns what it receives; it prints its port and ends with its input. */
final class CalledService {

    private CalledService() {}

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/calls", CalledService::respond);
        server.start();
        System.out.write((server.getAddress().getPort() + "\n").getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
        System.in.read();
        server.stop(0);
    }

    private static void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
