package io.checkoutsuite.acceptance.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Checks whether a service may give each response, and counts the responses. */
@RequiredArgsConstructor
final class ResponseChecker {

    /** A slow authorization takes 3 s, and a submit may have several; a request that burns a core takes much longer. */
    private static final long MAX_MILLIS = 20_000;

    private static final long MAX_BODY_BYTES = 1024 * 1024;

    private static final Pattern INTERNALS = Pattern.compile(
            "\\bat [a-z][\\w.]+\\([\\w$]+\\.java:\\d+\\)|\\b(java|javax|jakarta|org\\.springframework|io\\.checkoutsuite"
                    + "|com\\.mongodb|tools\\.jackson|org\\.apache)\\.[a-z]\\w*\\.\\w|\\b\\w+Exception\\b|Apache Tomcat");

    private static final String WITHOUT = " without a problem document";

    private static final Set<Integer> PROTOCOL_STATUSES = Set.of(501, 505);

    private final Findings findings;
    private final Map<String, AtomicLongArray> counts = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    /** The columns of {@link #counts}. */
    enum Column {
        SUCCESS,
        REFUSED,
        LIMITED,
        UNAVAILABLE,
        FAULT,
        NO_RESPONSE
    }

    /** @param mayBeUnavailable whether the request needs a gateway that is unavailable */
    void check(Request request, Response response, boolean mayBeUnavailable) {
        counted(request, response);
        fault(request, response, mayBeUnavailable)
                .ifPresent(fault -> findings.add(kind(request, response, fault), request, response));
    }

    /** A response without a problem document comes from no operation, so it is one kind of finding for all requests. */
    private static String kind(Request request, Response response, String fault) {
        return fault.contains(WITHOUT)
                ? fault + ", but "
                        + (response.header("Content-Type").isEmpty() ? "nothing" : response.header("Content-Type"))
                : request.operation().name() + ": " + fault;
    }

    Optional<String> fault(Request request, Response response, boolean mayBeUnavailable) {
        if (response.status() == 0) {
            boolean refusedUnread = request.body().length > MAX_BODY_BYTES || !request.wellFormed();
            return response.open()
                    ? Optional.of("no response within a minute")
                    : refusedUnread ? Optional.empty() : Optional.of("the connection was closed without a response");
        }
        if (response.millis() > MAX_MILLIS) {
            return Optional.of("a response after more than " + MAX_MILLIS / 1000 + " s");
        }
        if (response.status() >= 500 && !(PROTOCOL_STATUSES.contains(response.status()) && !request.wellFormed())) {
            boolean explained = response.status() == 503
                    && mayBeUnavailable
                    && response.header("Retry-After").matches("\\d+");
            if (!explained) {
                return Optional.of("status " + response.status());
            }
        }
        if (response.status() == 429 && !response.header("Retry-After").matches("\\d+")) {
            return Optional.of("429 without Retry-After");
        }
        // The actuator responds to unknown health components without a body.
        boolean isOfActuator = request.target().startsWith("/actuator/") && response.status() == 404;
        if (response.status() >= 400 && !request.method().equals("HEAD") && !isOfActuator) {
            return problem(request, response);
        }
        if (response.ok() && response.isJson() && !response.open() && response.body().length > 0 && !isJson(response)) {
            return Optional.of("a success that claims to be JSON but is not");
        }
        return Optional.empty();
    }

    private static Optional<String> problem(Request request, Response response) {
        String text = response.text();
        if (INTERNALS.matcher(text).find()) {
            return Optional.of("an error that reveals internals of the server");
        }
        if (!response.header("Content-Type").startsWith("application/problem+json")) {
            return Optional.of("status " + response.status() + WITHOUT);
        }
        JsonNode problem = response.json();
        if (!isUtf8(response.body())
                || !problem.isObject()
                || problem.path("status").asInt(0) != response.status()
                || !problem.path("type").asString("").startsWith("/problems/")
                || problem.path("title").asString("").isBlank()) {
            return Optional.of("status " + response.status() + " with an invalid problem document");
        }
        return Optional.empty();
    }

    private static boolean isJson(Response response) {
        return isUtf8(response.body()) && !response.json().isMissingNode();
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException wrong) {
            return false;
        }
    }

    private void counted(Request request, Response response) {
        Column column = switch (response.status() / 100) {
            case 0 -> Column.NO_RESPONSE;
            case 1, 2, 3 -> Column.SUCCESS;
            case 4 -> response.status() == 429 ? Column.LIMITED : Column.REFUSED;
            default -> response.status() == 503 ? Column.UNAVAILABLE : Column.FAULT;
        };
        // A changed method means another operation, or none.
        boolean own = request.method().equals(request.operation().method());
        if (own && request.notes().isEmpty() && !response.ok()) {
            refusals.put(request.operation().name(), request + " " + request.text() + "\n" + response);
        }
        counts.computeIfAbsent(
                        own ? request.operation().name() : "other methods",
                        name -> new AtomicLongArray(Column.values().length))
                .incrementAndGet(column.ordinal());
    }

    /** Returns the last unsuccessful response to a valid request. */
    String lastRefusal(String operation) {
        return refusals.getOrDefault(operation, "");
    }

    long count(String operation, Column column) {
        AtomicLongArray counted = counts.get(operation);
        return counted == null ? 0 : counted.get(column.ordinal());
    }

    long count(Column column) {
        return counts.keySet().stream().mapToLong(name -> count(name, column)).sum();
    }

    Set<String> names() {
        return counts.keySet();
    }
}
