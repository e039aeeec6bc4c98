package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.stack.Service;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP request as it is sent over the wire, valid or not.
 *
 * @param operation the operation whose path template it was made from, for counting
 * @param notes notes about the changes that were made to it
 * @param wellFormed whether it is well-formed HTTP, so that an application responds to it
 */
record Request(
        Operation operation,
        String method,
        String target,
        List<Header> headers,
        byte[] body,
        boolean chunked,
        List<String> notes,
        boolean wellFormed) {

    static final byte[] NOTHING = new byte[0];

    Request {
        headers = List.copyOf(headers);
        notes = List.copyOf(notes);
    }

    /** One header line. */
    record Header(String name, String value) {}

    static Request of(Operation operation, String target) {
        return new Request(operation, operation.method(), target, List.of(), NOTHING, false, List.of(), true);
    }

    Service service() {
        return operation.service();
    }

    Request with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return withHeaders(more);
    }

    /** Replaces all headers of that name. */
    Request replacing(String name, String value) {
        return without(name).with(name, value);
    }

    Request without(String name) {
        return withHeaders(headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList());
    }

    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    Request withHeaders(List<Header> others) {
        return new Request(operation, method, target, others, body, chunked, notes, wellFormed);
    }

    Request withMethod(String other) {
        return new Request(operation, other, target, headers, body, chunked, notes, wellFormed);
    }

    Request withTarget(String other) {
        return new Request(operation, method, other, headers, body, chunked, notes, wellFormed);
    }

    Request withBody(byte[] other) {
        return new Request(operation, method, target, headers, other, chunked, notes, wellFormed);
    }

    Request inChunks() {
        return new Request(operation, method, target, headers, body, true, notes, wellFormed);
    }

    Request withNote(String change) {
        List<String> more = new ArrayList<>(notes);
        more.add(change);
        return new Request(operation, method, target, headers, body, chunked, more, wellFormed);
    }

    /** Marks the request as malformed HTTP that no application ever sees. */
    Request malformed() {
        return new Request(operation, method, target, headers, body, chunked, notes, false);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    byte[] head() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Host"))) {
            head.append("Host: 127.0.0.1\r\n");
        }
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Length"))
                && (body.length > 0 || !method.equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the whole request, which can be sent again with {@code nc}. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head());
        all.writeBytes(body);
        return all.toByteArray();
    }

    @Override
    public String toString() {
        String line = method + " " + target;
        return service().id() + " " + (line.length() > 160 ? line.substring(0, 160) + "…" : line) + " " + notes;
    }
}
