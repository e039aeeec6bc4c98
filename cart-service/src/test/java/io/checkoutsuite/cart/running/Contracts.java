package io.checkoutsuite.cart.running;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The approved requests and responses between this service and the operations service. */
final class Contracts {

    private static final JsonMapper JSON = new JsonMapper();

    private Contracts() {}

    static JsonNode read(String name) {
        try (InputStream file = Contracts.class.getResourceAsStream("/contracts/" + name)) {
            return JSON.readTree(Objects.requireNonNull(file, name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The document with values that differ from run to run replaced: times, digests, ids of lines and payments, and reasons of exceptions. */
    static JsonNode normalized(String json) {
        return JSON.readTree(json.replaceAll("\"20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z\"", "\"2026-05-04T12:00:00Z\"")
                .replaceAll("\"[0-9a-f]{64}\"", "\"" + "0".repeat(64) + "\"")
                .replaceAll("\"[0-9a-f]{32}\"", "\"id\"")
                .replaceAll("\"ann-[0-9a-f-]{36}\"", "\"ann\"")
                .replaceAll("\"(unreadable|detail)\":\"(?:[^\"\\\\]|\\\\.)*\"", "\"$1\":\"reason\""));
    }
}
