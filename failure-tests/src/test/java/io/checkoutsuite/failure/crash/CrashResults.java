package io.checkoutsuite.failure.crash;

import io.checkoutsuite.failure.crash.CrashMatrix.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The results of all cells so far, one JSON line each, so that a run that was stopped can be continued. */
final class CrashResults {

    private static final JsonMapper JSON = JsonMapper.shared();

    private record Line(String commit, CrashResult result) {}

    private final Path file;
    private final String commit;
    private final List<CrashResult> results = new ArrayList<>();

    private CrashResults(Path file, String commit) {
        this.file = file;
        this.commit = commit;
    }

    /** Continues with the results that the file has of this commit; those of others say nothing about it. */
    static CrashResults continued(Path file, String commit) {
        CrashResults results = new CrashResults(file, commit);
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .map(line -> JSON.readValue(line, Line.class))
                        .filter(line -> line.commit().equals(commit))
                        .map(Line::result)
                        .forEach(results.results::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    static String currentCommit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(CrashResult result) {
        results.add(result);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    JSON.writeValueAsString(new Line(commit, result)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contain(Scenario scenario, String point) {
        return of(Extent.ONE).stream()
                .anyMatch(result ->
                        result.scenario() == scenario && result.point().equals(point));
    }

    List<CrashResult> of(Extent extent) {
        return results.stream().filter(result -> result.extent() == extent).toList();
    }

    List<CrashResult> all() {
        return List.copyOf(results);
    }

    String commit() {
        return commit;
    }
}
