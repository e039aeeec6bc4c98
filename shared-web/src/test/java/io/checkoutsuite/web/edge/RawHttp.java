package io.checkoutsuite.web.edge;

import io.checkoutsuite.test.http.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sends requests that no HTTP client would send. */
final class RawHttp {

    private RawHttp() {}

    static ApiResponse get(int port, String path, String... headers) {
        return send(port, "GET", path, headers);
    }

    static ApiResponse send(int port, String method, String path, String... headers) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: edge"));
            lines.addAll(List.of(headers));
            lines.addAll(List.of("Connection: close", "", ""));
            socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] headAndBody = response.split("\r\n\r\n", 2);
            List<String> head = List.of(headAndBody[0].split("\r\n"));
            Map<String, List<String>> received = head.stream()
                    .skip(1)
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.groupingBy(
                            line -> line[0], TreeMap::new, Collectors.mapping(line -> line[1], Collectors.toList())));
            return new ApiResponse(
                    method,
                    URI.create("http://127.0.0.1:" + port),
                    Integer.parseInt(head.getFirst().split(" ")[1]),
                    HttpHeaders.of(received, (name, value) -> true),
                    unchunked(headAndBody[1], received));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] unchunked(String body, Map<String, List<String>> headers) {
        if (!headers.containsKey("Transfer-Encoding")) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        String[] lines = body.split("\r\n");
        StringBuilder whole = new StringBuilder();
        for (int i = 1; i < lines.length; i += 2) {
            whole.append(lines[i]);
        }
        return whole.toString().getBytes(StandardCharsets.UTF_8);
    }
}
