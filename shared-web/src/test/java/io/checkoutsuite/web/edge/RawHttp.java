package io.checkoutsuite.web.edge;

import io.checkoutsuite.test.http.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sends requests that no HTTP client would send. */
final class RawHttp {

    private RawHttp() {}

    static ApiResponse get(int port, String path) {
        return get(port, path, "X-Nothing: in particular");
    }

    static ApiResponse get(int port, String path, String header) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: edge\r\n" + header + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] headAndBody = response.split("\r\n\r\n", 2);
            List<String> head = List.of(headAndBody[0].split("\r\n"));
            Map<String, List<String>> headers = head.stream()
                    .skip(1)
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.groupingBy(
                            line -> line[0], TreeMap::new, Collectors.mapping(line -> line[1], Collectors.toList())));
            return new ApiResponse(
                    "GET",
                    URI.create("http://127.0.0.1:" + port),
                    Integer.parseInt(head.getFirst().split(" ")[1]),
                    HttpHeaders.of(headers, (name, value) -> true),
                    unchunked(headAndBody[1], headers));
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
