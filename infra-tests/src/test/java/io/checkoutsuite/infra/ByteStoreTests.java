package io.checkoutsuite.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.PerfContext;

class ByteStoreTests {
    @TempDir
    private Path dir;

    private ByteStore store = ByteStore.inMemory();
    private Table table = table(store);

    private static Table table(ByteStore store) {
        return Table.ofDocuments(store, "database", "collection");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void put(String key, String value) {
        table.put(OrderedKey.bytesOf(key), value.getBytes(UTF_8));
    }

    private List<String> values(KeyRange range, boolean descending) {
        return table.values(range, descending)
                .map(value -> new String(value, UTF_8))
                .toList();
    }

    private List<String> stored() {
        return store.read(() -> values(KeyRange.ALL, false));
    }

    private void write(Runnable changes) {
        store.write(() -> {
            changes.run();
            return true;
        });
    }

    @Test
    void only_the_code_of_a_write_sees_its_changes_before_it_ends() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            write(() -> put("a", "1"));
            store.write(() -> {
                put("b", "2");
                table.remove(OrderedKey.bytesOf("a"));
                assertThat(values(KeyRange.ALL, false)).containsExactly("2");
                assertThat(table.get(OrderedKey.bytesOf("a"))).isNull();
                assertThat(table.get(OrderedKey.bytesOf("b"))).isEqualTo("2".getBytes(UTF_8));
                return assertReadBy(other, List.of("1"));
            });
            assertThat(assertReadBy(other, List.of("2"))).isTrue();
        }
    }

    private boolean assertReadBy(ExecutorService other, List<String> expected) {
        try {
            assertThat(other.submit(this::stored).get()).isEqualTo(expected);
            return true;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_write_that_fails_changes_nothing() {
        assertThatThrownBy(() -> write(() -> {
                    put("a", "1");
                    throw new IllegalArgumentException("after the first change");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(stored()).isEmpty();
    }

    @Test
    void a_read_does_not_see_what_is_written_meanwhile() {
        write(() -> put("a", "1"));

        store.read(() -> {
            write(() -> put("b", "2"));
            return assertThat(values(KeyRange.ALL, false)).containsExactly("1");
        });

        assertThat(stored()).containsExactly("1", "2");
    }

    @Test
    void code_that_only_reads_cannot_write() {
        assertThatThrownBy(() -> store.read(() -> {
                    put("a", "1");
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only reads");
    }

    @Test
    void ranges_are_read_in_both_directions_and_end_where_the_table_ends() {
        Table next = Table.ofDocuments(store, "database", "collection2");
        Table index = Table.ofIndex(store, "database", "collection", "index");
        write(() -> {
            List.of("a", "b", "c", "d").forEach(each -> put(each, each));
            next.put(OrderedKey.bytesOf("0"), "other collection".getBytes(UTF_8));
            index.put(OrderedKey.bytesOf("z"), "index".getBytes(UTF_8));
        });
        KeyRange middle = new IndexBounds.Range("b", "c").keysAfter(OrderedKey.EMPTY);

        store.read(() -> {
            assertThat(values(KeyRange.ALL, false)).containsExactly("a", "b", "c", "d");
            assertThat(values(KeyRange.ALL, true)).containsExactly("d", "c", "b", "a");
            assertThat(values(middle, false)).containsExactly("b", "c");
            assertThat(values(middle, true)).containsExactly("c", "b");
            return true;
        });
        write(table::clear);

        assertThat(stored()).isEmpty();
        assertThat(store.read(next::count)).isEqualTo(1);
        assertThat(store.read(index::count)).isEqualTo(1);
        assertThat(store.read(store::names)).containsExactly("database");
    }

    @Test
    void readers_see_every_write_whole_while_others_write_and_files_are_merged() throws Exception {
        reopenPersistent(false);
        int keys = 500;
        write(() -> IntStream.range(0, keys).forEach(key -> put("key" + key, "0")));
        CountDownLatch written = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> writer = threads.submit(() -> {
                for (int round = 1; round <= 200; round++) {
                    String value = round + "-".repeat(200);
                    write(() -> IntStream.range(0, keys).forEach(key -> put("key" + key, value)));
                }
                written.countDown();
            });
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(threads.submit(() -> {
                    int reads = 0;
                    while (written.getCount() > 0) {
                        List<String> seen = stored();
                        assertThat(seen).hasSize(keys);
                        assertThat(seen.stream().distinct()).hasSize(1);
                        reads++;
                    }
                    return reads;
                }));
            }
            writer.get();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    private void reopenPersistent(boolean fsync) {
        store.close();
        store = ByteStore.persistent(dir, fsync);
        table = table(store);
    }

    @Test
    void what_was_forced_to_the_disk_is_there_after_reopening() throws Exception {
        reopenPersistent(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> writers = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(writer -> threads.submit(() -> {
                        for (int n = 0; n < 50; n++) {
                            String key = writer + "/" + n;
                            write(() -> put(key, key));
                            store.force();
                        }
                    }))
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        reopenPersistent(true);

        assertThat(stored()).hasSize(400);
    }

    @Test
    void closing_waits_for_running_code_and_refuses_more() throws Exception {
        reopenPersistent(false);
        write(() -> put("a", "1"));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<List<String>> reader = threads.submit(() -> store.read(() -> {
                reading.countDown();
                awaitUninterruptibly(goOn);
                return values(KeyRange.ALL, false);
            }));
            reading.await();
            Future<?> closing = threads.submit(store::close);
            assertThat(closing.isDone()).isFalse();
            goOn.countDown();
            assertThat(reader.get()).containsExactly("1");
            closing.get();
        }

        assertThatThrownBy(this::stored).hasMessage("The store is closed");
        store = ByteStore.inMemory();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is left after a crash or a power failure in the middle of a write: the log ends anywhere within its last entry. */
    @Test
    void a_log_that_ends_anywhere_within_its_last_write_contains_that_write_not_at_all(@TempDir Path copies)
            throws IOException {
        reopenPersistent(false);
        write(() -> put("first", "1"));
        Path log = log(dir);
        long before = Files.size(log);
        write(() -> {
            put("second", "2".repeat(40));
            put("third", "3");
        });
        long after = Files.size(log);
        assertThat(after - before).isGreaterThan(60);
        store.close();

        for (long length = before; length <= after; length++) {
            Path copy = copies.resolve("cut-at-" + length);
            copy(dir, copy);
            cut(log(copy), length);
            store = ByteStore.persistent(copy, false);
            table = table(store);
            if (length < after) {
                assertThat(stored()).as("cut at %d of %d bytes", length, after).containsExactly("1");
            } else {
                assertThat(stored()).hasSize(3);
            }
            write(() -> put("fourth", "4"));
            assertThat(stored()).as("writable afterwards").contains("4");
            store.close();
        }
        store = ByteStore.inMemory();
    }

    private static Path log(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void cut(Path file, long length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) length));
    }

    @Test
    void a_search_in_a_range_does_not_step_over_the_removed_entries_behind_it() {
        write(() -> IntStream.range(0, 10_000).forEach(i -> put("removed" + i, "1")));
        write(() -> IntStream.range(0, 10_000).forEach(i -> table.remove(OrderedKey.bytesOf("removed" + i))));
        PerfContext counters = store.counters();

        assertThat(store.read(() -> values(KeyRange.startingWith(OrderedKey.EMPTY.and("absent")), false)))
                .isEmpty();
        assertThat(store.read(() -> values(KeyRange.startingWith(OrderedKey.EMPTY.and("sought")), true)))
                .isEmpty();

        assertThat(counters.getInternalDeleteSkippedCount()).isZero();
    }

    @Test
    void the_oldest_entry_of_a_queue_is_found_without_stepping_over_all_that_were_removed() {
        int entries = 20_000;
        int searches = entries / 100;
        PerfContext counters = store.counters();
        for (int i = 0; i < entries; i++) {
            int next = i;
            write(() -> {
                put("%05d".formatted(next), "1");
                table.remove(OrderedKey.bytesOf("%05d".formatted(next - 10)));
            });
            if (i % 100 == 0) {
                assertThat(store.read(() -> table.values().findFirst())).isPresent();
            }
        }

        // Half of all entries have been removed when an average search begins.
        assertThat(counters.getInternalDeleteSkippedCount() / searches).isLessThan(entries / 2 / 3);
    }

    @Test
    void a_search_beside_a_large_value_does_not_read_it() {
        String large = "large".repeat(1_000_000);
        IntStream.range(0, 10)
                .forEach(i -> write(() -> {
                    put("document" + i, large);
                    put("index" + i, "1");
                }));
        PerfContext counters = store.counters();

        IntStream.range(0, 10)
                .forEach(i -> assertThat(store.read(() ->
                                values(KeyRange.startingWith(OrderedKey.EMPTY.and("document%da".formatted(i))), false)))
                        .isEmpty());

        assertThat(store.fileSize()).isGreaterThan(large.length());
        assertThat(counters.getBlockReadByte()).isLessThan(100_000);
    }
}
