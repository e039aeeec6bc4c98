package io.checkoutsuite.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTests {
    private static final int ENTRIES = 5_000;

    @TempDir
    private Path dir;

    private MVStore store;
    private MVMap<Integer, String> map;
    private GroupCommit commits;

    @BeforeEach
    void open() {
        // Almost no cache, so that readers must read from the file, where compaction moves pages.
        store = new MVStore.Builder()
                .fileName(dir.resolve("data.mv").toString())
                .cacheSize(1)
                .pageSplitSize(1024)
                .autoCommitDisabled()
                .open();
        store.setRetentionTime(0);
        map = store.openMap("map");
        commits = new GroupCommit(store);
    }

    @AfterEach
    void close() {
        commits.close();
    }

    @Test
    void an_acknowledged_write_is_in_the_file() {
        commits.write(() -> map.put(1, "one"));

        assertThat(store.hasUnsavedChanges()).isFalse();
    }

    @Test
    void what_was_read_is_in_the_file() {
        map.put(1, "one");
        assertThatThrownBy(() -> commits.write(() -> {
                    throw new IllegalStateException("failed after the change was made");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(commits.<String>read(() -> map.get(1))).isEqualTo("one");

        assertThat(store.hasUnsavedChanges()).isFalse();
    }

    @Test
    void readers_see_everything_while_others_write_and_the_file_is_compacted() throws Exception {
        commits.write(() -> {
            IntStream.range(0, ENTRIES).forEach(i -> map.put(i, text(i)));
            return ENTRIES;
        });

        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                running.add(threads.submit(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        int key = ThreadLocalRandom.current().nextInt(ENTRIES);
                        commits.write(() -> map.put(key, text(key)));
                    }
                }));
            }
            for (int reader = 0; reader < 3; reader++) {
                running.add(threads.submit(() -> {
                    for (int n = 0; n < 100; n++) {
                        assertThat(commits.<Integer>read(this::entriesFound)).isEqualTo(ENTRIES);
                    }
                }));
            }
            for (Future<?> done : running) {
                done.get();
            }
        }
    }

    private int entriesFound() {
        int found = 0;
        for (String value : map.values()) {
            found += value.isEmpty() ? 0 : 1;
        }
        return found;
    }

    private static String text(int key) {
        return (key + "-").repeat(10 + ThreadLocalRandom.current().nextInt(20));
    }
}
