package io.checkoutsuite.acceptance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a valid request into one that is slightly or very wrong. */
final class Mutations {

    private static final String RAW = "@@RAW@@";

    private Mutations() {}

    static Request mutated(Request request, CallerHeaders callers, Random random) {
        Request changed = request;
        for (int i = random.nextInt(3); i >= 0; i--) {
            boolean hasBody = changed.body().length > 0;
            changed = switch (random.nextInt(hasBody ? 12 : 6)) {
                case 0, 1 -> otherHeader(changed, random);
                case 2 -> otherTarget(changed, random);
                case 3 -> otherQuery(changed, random);
                case 4 -> otherCaller(changed, callers, random);
                case 5 -> otherMethod(changed, random);
                case 6 -> otherBytes(changed, random);
                default -> otherBody(changed, random);
            };
        }
        return changed;
    }

    private static Request otherBody(Request request, Random random) {
        if (!request.header("Content-Type").contains("application/json")) {
            return otherLines(request, random);
        }
        JsonNode body;
        try {
            body = Response.JSON.readTree(request.body());
        } catch (tools.jackson.core.JacksonException brokenAlready) {
            return otherBytes(request, random);
        }
        if (!(body instanceof ObjectNode object) || object.isEmpty()) {
            return request.withBody(
                            ("{\"surplus\":" + EdgeCaseValues.json(random) + "}").getBytes(StandardCharsets.UTF_8))
                    .withNote("a surplus member");
        }
        String raw = EdgeCaseValues.json(random);
        String change = change(object, random);
        String text = Response.JSON.writeValueAsString(object).replace("\"" + RAW + "\"", raw);
        return request.withBody(text.getBytes(StandardCharsets.UTF_8))
                .withNote(change + (change.endsWith("=") ? shortened(raw) : ""));
    }

    static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 50) + "… (" + text.length() + ")" : text;
    }

    /** Changes a random member of the object and describes the change; the deeper the member, the rarer. */
    private static String change(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = object.get(name);
        if (value instanceof ObjectNode inner && !inner.isEmpty() && random.nextInt(3) > 0) {
            return name + "/" + change(inner, random);
        }
        if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(4) > 0) {
            int index = random.nextInt(array.size());
            if (array.get(index) instanceof ObjectNode inner && !inner.isEmpty() && random.nextInt(4) > 0) {
                return name + "/" + index + "/" + change(inner, random);
            }
            if (random.nextBoolean()) {
                for (int i = 1 << random.nextInt(11); i > 0; i--) {
                    array.add(array.get(index));
                }
                return name + " is " + array.size() + " long";
            }
            array.set(index, RAW);
            return name + "/" + index + "=";
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                object.remove(name);
                return "no " + name;
            }
            case 1 -> {
                object.put(EdgeCaseValues.text(random), RAW);
                return "surplus member=";
            }
            case 2 -> {
                object.set(name + "2", value);
                return name + " twice, by another name";
            }
            default -> {
                object.put(name, RAW);
                return name + "=";
            }
        }
    }

    private static Request otherBytes(Request request, Random random) {
        String text = request.text();
        return switch (random.nextInt(12)) {
            case 0 -> request.withBody(EdgeCaseValues.bytes(random)).withNote("random bytes");
            case 1 ->
                request.withBody(text.substring(0, random.nextInt(text.length() + 1))
                                .getBytes(StandardCharsets.UTF_8))
                        .withNote("cut off");
            case 2 ->
                request.withBody(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))
                        .withNote("a BOM");
            case 3 -> request.withBody(text.getBytes(StandardCharsets.UTF_16)).withNote("UTF-16");
            case 4 ->
                request.withBody(("é" + text + "é").getBytes(StandardCharsets.ISO_8859_1))
                        .withNote("Latin-1");
            case 5 -> request.withBody(doubled(text)).withNote("every member twice");
            case 6 ->
                request.withBody((text + text).getBytes(StandardCharsets.UTF_8)).withNote("two documents");
            case 7 -> request.withBody(flipped(request.body(), random)).withNote("flipped bits");
            case 8 ->
                request.withBody(EdgeCaseValues.json(random).getBytes(StandardCharsets.UTF_8))
                        .withNote("other JSON");
            case 9 -> request.inChunks().withNote("chunked");
            case 10 ->
                request.withBody((text + " ".repeat(random.nextInt(1_200_000))).getBytes(StandardCharsets.UTF_8))
                        .withNote("much white space");
            default ->
                request.withBody(text.getBytes(Charset.forName("UTF-32"))).withNote("UTF-32");
        };
    }

    private static byte[] doubled(String text) {
        String object = text.strip();
        return object.startsWith("{") && object.length() > 2
                ? (object.substring(0, object.length() - 1) + "," + object.substring(1))
                        .getBytes(StandardCharsets.UTF_8)
                : (text + text).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] flipped(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && flipped.length > 0; i--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Faults in a file of lines. */
    private static Request otherLines(Request request, Random random) {
        List<String> lines = new ArrayList<>(request.text().lines().toList());
        if (lines.isEmpty()) {
            return request;
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        String change;
        switch (random.nextInt(11)) {
            case 0 -> {
                lines.set(at, line + ",surplus");
                change = "a surplus cell";
            }
            case 1 -> {
                lines.set(at, line.substring(0, line.length() / 2));
                change = "half a line";
            }
            case 2 -> {
                lines.add(at, "");
                change = "an empty line";
            }
            case 3 -> {
                lines.set(at, "\"" + line);
                change = "an open quote";
            }
            case 4 -> {
                lines.set(
                        at,
                        line.replaceFirst(
                                "\\d+", java.util.regex.Matcher.quoteReplacement(EdgeCaseValues.text(random))));
                change = "another number";
            }
            case 5 -> {
                lines.set(at, line + "z".repeat(1 << random.nextInt(21)));
                change = "a long line";
            }
            case 6 -> {
                lines.addFirst(lines.getFirst());
                change = "the first line twice";
            }
            case 7 -> {
                for (int i = random.nextInt(3_000); i > 0; i--) {
                    lines.add(line);
                }
                change = lines.size() + " lines";
            }
            case 8 -> {
                lines.set(at, line.replace(',', ';'));
                change = "semicolons";
            }
            case 9 -> {
                lines.set(at, EdgeCaseValues.json(random));
                change = "other JSON";
            }
            default -> {
                lines.set(
                        at,
                        line.replaceFirst(
                                "[A-Za-z]+", java.util.regex.Matcher.quoteReplacement(EdgeCaseValues.text(random))));
                change = "another word";
            }
        }
        String ending = random.nextInt(3) == 0 ? "\r\n" : "\n";
        byte[] body = String.join(ending, lines).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(6) == 0) {
            ByteArrayOutputStream withMark = new ByteArrayOutputStream();
            withMark.writeBytes("\uFEFF".getBytes(StandardCharsets.UTF_8));
            withMark.writeBytes(body);
            body = withMark.toByteArray();
            change += ", a BOM";
        }
        return request.withBody(body).withNote(change);
    }

    /** Keeps only the characters that are allowed in a header line. */
    static String inHeader(String text) {
        return text.codePoints()
                .filter(point -> point >= 0x20 && point != 0x7f || point == '\t')
                .limit(6_000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static Request otherHeader(Request request, Random random) {
        String edgeCase = inHeader(EdgeCaseValues.text(random));
        return switch (random.nextInt(20)) {
            case 0 ->
                request.replacing(
                                "If-Match",
                                one(random, "\"1\"", "\"999999\"", "*", "W/\"1\"", "\"-1\"", "\"1\", \"2\"", edgeCase))
                        .withNote("If-Match");
            case 1 -> request.without("If-Match").withNote("no If-Match");
            case 2 -> request.replacing("Idempotency-Key", edgeCase).withNote("Idempotency-Key=" + shortened(edgeCase));
            case 3 ->
                request.replacing("Idempotency-Key", "always-the-same").withNote("the same Idempotency-Key as others");
            case 4 -> request.without("Idempotency-Key").withNote("no Idempotency-Key");
            case 5 ->
                request.replacing(
                                "Content-Type",
                                one(
                                        random,
                                        "text/plain",
                                        "application/xml",
                                        "application/json;charset=utf-16",
                                        "application/json;charset=nonsense",
                                        "multipart/form-data; boundary=x",
                                        "application/x-www-form-urlencoded",
                                        "text/csv",
                                        "application/x-ndjson",
                                        "text/csv;charset=iso-8859-1",
                                        "*/*",
                                        "application/*",
                                        edgeCase))
                        .withNote("Content-Type");
            case 6 -> request.without("Content-Type").withNote("no Content-Type");
            case 7 ->
                request.replacing(
                                "Accept",
                                one(
                                        random,
                                        "image/png",
                                        "text/html",
                                        "text/event-stream",
                                        "application/problem+json",
                                        "*/*;q=0",
                                        "application/json;version=2",
                                        edgeCase))
                        .withNote("Accept");
            case 8 ->
                request.replacing(
                                "Authorization",
                                one(random, "Bearer", "Bearer ", "Bearer a.b.c", "Basic YTpi", edgeCase))
                        .withNote("Authorization");
            case 9 -> request.replacing("Guest-Token", edgeCase).withNote("Guest-Token");
            case 10 ->
                request.replacing("X-Tenant", one(random, "", "nowhere", "default", "fuzz, default", edgeCase))
                        .withNote("X-Tenant");
            case 11 ->
                request.replacing(
                                "traceparent",
                                one(
                                        random,
                                        "00-0-0-00",
                                        "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01",
                                        edgeCase))
                        .withNote("traceparent");
            case 12 ->
                request.replacing(
                                "Prefer",
                                one(
                                        random,
                                        "respond-async",
                                        "wait=0",
                                        "wait=99999999999999",
                                        "respond-async, wait=-1",
                                        "wait=1;stage=SETTLED",
                                        "\"",
                                        edgeCase))
                        .withNote("Prefer");
            case 13 ->
                request.replacing("Accept-Language", one(random, "xx-YY", "*", "de;q=2", edgeCase))
                        .withNote("Accept-Language");
            case 14 ->
                request.with("Content-Encoding", one(random, "gzip", "deflate", "br"))
                        .withNote("Content-Encoding");
            case 15 -> request.with("X-HTTP-Method-Override", "DELETE").withNote("another method in a header");
            case 16 ->
                request.with("Forwarded", "for=10.0.0.1;host=evil.example")
                        .with("X-Forwarded-Host", "evil.example")
                        .withNote("forwarded");
            case 17 ->
                request.with("Range", "bytes=0-1").with("If-None-Match", "*").withNote("Range");
            case 18 -> request.with("Cookie", "JSESSIONID=" + edgeCase).withNote("Cookie");
            default -> request.with("X-" + random.nextInt(100), edgeCase).withNote("an unknown header");
        };
    }

    private static String one(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Request otherTarget(Request request, Random random) {
        String target = request.target();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String rest = query < 0 ? "" : target.substring(query);
        String[] parts = path.split("/");
        int at = Math.max(1, parts.length - 1 - random.nextInt(2));
        if (at >= parts.length) {
            return request;
        }
        String edgeCase = encoded(EdgeCaseValues.text(random));
        parts[at] = switch (random.nextInt(10)) {
            case 0 -> parts[at] + edgeCase;
            case 1 -> parts[at].toUpperCase(java.util.Locale.ROOT);
            case 2 -> parts[at] + ";v=1";
            case 3 -> parts[at] + "/";
            case 4 ->
                one(random, "..", ".", "%2e%2e", "%2F", "%00", "%ff", "%C0%AF", "%", "%zz", "a b".replace(" ", "%20"));
            case 5 -> "x".repeat(1 << random.nextInt(13));
            case 6 -> parts[at] + ".json";
            default -> edgeCase;
        };
        String changed = String.join("/", parts) + rest;
        return request.withTarget(changed.length() > 7_500 ? changed.substring(0, 7_500) : changed)
                .withNote("path");
    }

    private static Request otherQuery(Request request, Random random) {
        List<String> names = new ArrayList<>(request.operation().query());
        names.addAll(List.of("limit", "after", "unknown", "state"));
        String name = names.get(random.nextInt(names.size()));
        String value = random.nextBoolean()
                ? one(
                        random,
                        "-1",
                        "0",
                        "1",
                        "501",
                        "99999999999",
                        "abc",
                        "",
                        "%D9%A3",
                        "1.5",
                        "null",
                        "PARKED",
                        "DELETED")
                : encoded(EdgeCaseValues.text(random));
        if (value.length() > 6_000) {
            value = value.substring(0, 5_999).replaceAll("%.?$", "");
        }
        String separator = request.target().contains("?") ? "&" : "?";
        return request.withTarget(request.target() + separator + name + "=" + value)
                .withNote("query " + name + "=" + shortened(value));
    }

    private static Request otherCaller(Request request, CallerHeaders callers, Random random) {
        Role role = Role.values()[random.nextInt(Role.values().length - 1)];
        Request other = request.without("Authorization").without("X-Tenant");
        if (random.nextBoolean()) {
            other = other.without("Guest-Token");
        }
        for (Request.Header header : callers.headersOf(role)) {
            other = other.with(header.name(), header.value());
        }
        return other.withNote("by " + role);
    }

    private static Request otherMethod(Request request, Random random) {
        return request.withMethod(one(
                        random, "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO"))
                .withNote("method");
    }

    /** Turns the request into something that is hardly HTTP. */
    static Request broken(Request request, Random random) {
        Request odd = switch (random.nextInt(12)) {
            case 0 -> request.with("Content-Length", "5").with("Content-Length", "50");
            case 1 -> request.with("Content-Length", "-1");
            case 2 -> request.with("Content-Length", "abc");
            case 3 -> request.with("Transfer-Encoding", "chunked").with("Content-Length", "3");
            case 4 -> request.with("Transfer-Encoding", "gzip, nonsense");
            case 5 -> request.with("bad header\u0001", "x");
            case 6 -> request.with("X-Long", "h".repeat(1 << (10 + random.nextInt(8))));
            case 7 -> request.withTarget("/" + "p".repeat(1 << (10 + random.nextInt(7))));
            case 8 ->
                request.withTarget(one(
                        random, "*", "http://evil.example/carts", "carts", "//", "/a b", "/\u0000", "/<>|{}", "/é"));
            case 9 -> request.withMethod(one(random, "", "get", "G E T", "\u0000", "M".repeat(10_000)));
            case 10 ->
                request.replacing("Host", one(random, "", "a b", "evil.example:99999", "[::1", "x".repeat(3_000)));
            default -> request.with("X-Control", "a\u0001b\u0000c");
        };
        return odd.withNote("hardly HTTP").malformed();
    }
}
