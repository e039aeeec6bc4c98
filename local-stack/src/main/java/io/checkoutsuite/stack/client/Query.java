package io.checkoutsuite.stack.client;

import org.jspecify.annotations.Nullable;

/** A path with its query, put together piece by piece. */
public record Query(String path) {

    /** Leaves out what is null. */
    public Query with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        return new Query(
                path + (path.contains("?") ? "&" : "?") + name + "=" + SuiteClient.encoded(String.valueOf(value)));
    }
}
