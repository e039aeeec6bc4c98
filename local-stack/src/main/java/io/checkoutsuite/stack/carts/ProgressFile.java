package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The progress of a run of carts, one JSON document per line, so that the run can be killed and restarted.
 *
 * <p>It records only the outcome of each cart. A cart without an outcome is processed again with the same keys, which finds the steps already
 * done. A line that was only partially written when the process was killed counts as missing.
 */
public final class ProgressFile {

    private final Path path;
    private final Map<String, CartRecord> done = new LinkedHashMap<>();
    private Optional<JsonNode> beginning = Optional.empty();

    private ProgressFile(Path path) {
        this.path = path;
    }

    public static ProgressFile open(Path path) {
        ProgressFile progress = new ProgressFile(path);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (Files.exists(path)) {
                String text = Files.readString(path);
                text.lines().forEach(progress::read);
                if (!text.isEmpty() && !text.endsWith("\n")) {
                    progress.append("\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return progress;
    }

    private void read(String line) {
        try {
            JsonNode node = SuiteClient.JSON.readTree(line);
            if (node.has("beginning")) {
                beginning = Optional.of(node.path("beginning"));
            } else if (node.has("key")) {
                CartRecord cart = SuiteClient.JSON.treeToValue(node, CartRecord.class);
                done.put(cart.key(), cart);
            }
        } catch (JacksonException halfWritten) {
            // Only the last line before a kill can be incomplete, and its cart is processed again.
            return;
        }
    }

    /** The state recorded before the first cart. */
    public Optional<JsonNode> beginning() {
        return beginning;
    }

    public void begin(JsonNode state) {
        append(SuiteClient.JSON.writeValueAsString(Map.of("beginning", state)) + "\n");
        beginning = Optional.of(state);
    }

    public synchronized Map<String, CartRecord> done() {
        return Map.copyOf(done);
    }

    public synchronized void note(CartRecord cart) {
        append(SuiteClient.JSON.writeValueAsString(cart) + "\n");
        done.put(cart.key(), cart);
    }

    private void append(String text) {
        try {
            Files.write(
                    path, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
