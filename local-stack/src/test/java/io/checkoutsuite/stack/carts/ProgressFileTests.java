package io.checkoutsuite.stack.carts;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTests {

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = dir.resolve("runs").resolve("shop.ndjson");
    }

    @Test
    void what_was_noted_is_known_to_the_next_run() {
        ProgressFile first = ProgressFile.open(file);
        first.begin(SuiteClient.JSON.createObjectNode().put("id", "r1"));
        first.note(ordered("a"));
        first.note(refused("b"));

        ProgressFile second = ProgressFile.open(file);

        assertThat(second.beginning().orElseThrow().path("id").asString()).isEqualTo("r1");
        assertThat(second.done().values()).containsExactlyInAnyOrder(ordered("a"), refused("b"));
    }

    @Test
    void a_half_written_line_counts_as_missing_and_spoils_nothing_after_it() throws IOException {
        ProgressFile killed = ProgressFile.open(file);
        killed.note(ordered("a"));
        Files.writeString(file, "{\"key\":\"b\",\"attem", StandardOpenOption.APPEND);

        ProgressFile next = ProgressFile.open(file);
        assertThat(next.done()).containsOnlyKeys("a");
        next.note(ordered("b"));

        assertThat(ProgressFile.open(file).done()).containsOnlyKeys("a", "b");
    }

    private static CartRecord ordered(String key) {
        Attempt attempt = new Attempt("req-" + key, true, "1001", null, 200, 12, null);
        return new CartRecord(key, "cart-" + key, null, "token", "8.50", List.of(attempt), null, List.of());
    }

    private static CartRecord refused(String key) {
        return new CartRecord(key, null, "17850", null, null, List.of(), "unknown-sku", List.of());
    }
}
