package io.checkoutsuite.stack.client;

import org.jspecify.annotations.Nullable;

/** Builds a path with a query string. */
public record Query(String path) {

    /** Adds a parameter, unless the value is null. */
    public Query with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        return new Query(
                path + (path.contains("?") ? "&" : "?") + name + "=" + SuiteClient.encoded(String.valueOf(value)));
    }
}
