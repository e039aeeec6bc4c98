package io.checkoutsuite.acceptance.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of a run: each kind once, with its count, one example as text and one as a file to send again. */
final class Findings {

    private static final int MAX_LENGTH = 4_000;

    private final Path directory;
    private final Map<String, Finding> found = new LinkedHashMap<>();

    Findings(Path directory) {
        this.directory = directory;
    }

    /** One kind of finding. */
    record Finding(String kind, long times, String example) {

        @Override
        public String toString() {
            return kind + (times > 1 ? " (" + times + " times)" : "") + "\n    " + example.replace("\n", "\n    ");
        }
    }

    synchronized void add(String kind, String example) {
        Finding known = found.get(kind);
        found.put(
                kind,
                known == null
                        ? new Finding(
                                kind,
                                1,
                                example.length() > MAX_LENGTH ? example.substring(0, MAX_LENGTH) + "…" : example)
                        : new Finding(kind, known.times() + 1, known.example()));
    }

    synchronized void add(String kind, Request request, Response response) {
        boolean known = found.containsKey(kind);
        add(kind, request + "\n" + response);
        if (!known) {
            save(found.size() + ".http", request.bytes());
            save(
                    found.size() + ".txt",
                    (kind + "\n" + request + "\n" + response + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void save(String name, byte[] content) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve("finding-" + name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized List<Finding> all() {
        return new ArrayList<>(found.values());
    }
}
