package io.checkoutsuite.web.access;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tenants and tokens.
 *
 * @param tenants the tenants that exist; any other is refused
 * @param devSecret switches on the issuer for development and is its key, at least 32 characters; never together with another issuer
 * @param devTokenLife how long a development token is valid
 * @param openMetrics whether the metrics are read without a token, as by default where the development issuer is on; else operators and services
 *     read them
 * @param openApiDocs whether there are API documents, which are read without a token; by default where the development issuer is on
 * @param serviceToken the bearer token with scope {@code service} for calls to the other services, where no development issuer makes one
 */
@ConfigurationProperties("suite.access")
public record AccessSettings(
        @DefaultValue("default") Set<String> tenants,
        @Nullable String devSecret,
        @DefaultValue("12h") Duration devTokenLife,
        @DefaultValue("false") boolean openMetrics,
        @DefaultValue("false") boolean openApiDocs,
        @Nullable String serviceToken) {

    public static final String DEFAULT_TENANT = "default";
}
