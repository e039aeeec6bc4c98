package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.stack.Addresses;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Sends requests that no HTTP library would send, each over its own connection. */
@RequiredArgsConstructor
final class RawHttpClient {

    /** The read timeout: a longer silence is a finding. Streams, which never end, are read for a shorter time. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration STREAM_TIMEOUT = Duration.ofSeconds(1);
    private static final int CHUNK = 8 * 1024;

    private final Addresses addresses;

    Response send(Request request) {
        long begun = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), addresses.port(request.service())), 10_000);
            write(request, socket.getOutputStream());
            return read(socket, request.method(), begun);
        } catch (IOException noResponse) {
            return new Response(
                    0,
                    List.of(),
                    String.valueOf(noResponse.getMessage()).getBytes(StandardCharsets.UTF_8),
                    since(begun),
                    noResponse instanceof SocketTimeoutException);
        }
    }

    private static long since(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static void write(Request request, OutputStream out) throws IOException {
        out.write(request.head());
        try {
            if (request.chunked()) {
                for (int from = 0; from < request.body().length; from += CHUNK) {
                    int length = Math.min(CHUNK, request.body().length - from);
                    out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(request.body(), from, length);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(request.body());
            }
            out.flush();
        } catch (IOException answeredBeforeTheEnd) {
            // The response can usually still be read.
        }
    }

    private static Response read(Socket socket, String method, long begun) throws IOException {
        InputStream in = socket.getInputStream();
        int status;
        List<Request.Header> headers;
        do {
            String first = line(in);
            String[] words = first.split(" ", 3);
            if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
                throw new IOException("Not HTTP: " + first);
            }
            status = Integer.parseInt(words[1]);
            headers = headers(in);
        } while (status >= 100 && status < 200);
        Response head = new Response(status, headers, Request.NOTHING, 0, false);
        boolean stream = head.header("Content-Type").startsWith("text/event-stream");
        if (stream) {
            socket.setSoTimeout((int) STREAM_TIMEOUT.toMillis());
        }
        boolean none = method.equals("HEAD") || status == 204 || status == 304;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean open = false;
        try {
            if (!none) {
                body(in, head, body);
            }
        } catch (SocketTimeoutException goesOn) {
            open = true;
            if (!stream) {
                throw goesOn;
            }
        }
        return new Response(status, headers, body.toByteArray(), since(begun), open);
    }

    private static void body(InputStream in, Response head, ByteArrayOutputStream body) throws IOException {
        if (head.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.writeBytes(in.readNBytes(size));
                line(in);
            }
        } else if (!head.header("Content-Length").isEmpty()) {
            body.writeBytes(in.readNBytes(Integer.parseInt(head.header("Content-Length"))));
        } else {
            in.transferTo(body);
        }
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    private static List<Request.Header> headers(InputStream in) throws IOException {
        List<Request.Header> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(new Request.Header(
                    line.substring(0, Math.max(colon, 0)),
                    line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException(line.size() == 0 ? "The connection was closed" : "The response is incomplete");
            }
            if (next != '\r') {
                line.write(next);
            }
            next = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
