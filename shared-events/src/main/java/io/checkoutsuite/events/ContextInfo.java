package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The tenant, and the tenant's application that sent the request.
 *
 * @param tenant part of every key and query
 * @param application for instance a web shop or a till; null if none was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContextInfo(String tenant, @Nullable String application) {

    public static ContextInfo of(String tenant) {
        return new ContextInfo(tenant, null);
    }
}
