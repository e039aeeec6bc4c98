package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whose business this is: the tenant, and the application of the tenant that asked.
 *
 * @param tenant part of every key and query
 * @param application for instance a web shop or a till; null where none was named
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContextInfo(String tenant, @Nullable String application) {

    public static ContextInfo of(String tenant) {
        return new ContextInfo(tenant, null);
    }
}
