package io.checkoutsuite.stack;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a stack listens and keeps its data.
 *
 * @param data of the broker and the database; one process at a time
 * @param kafkaPort of the built-in broker, which takes the next port too
 * @param kafka bootstrap servers of a real broker, in the place of the built-in one
 * @param mongo connection string of a real database, in the place of the built-in one
 */
public record StackSettings(
        Path data,
        Addresses addresses,
        int kafkaPort,
        int mongoPort,
        @Nullable String kafka,
        @Nullable String mongo) {}
