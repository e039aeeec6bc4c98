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
 * @param defaultTenant the tenant of tokens that name none, for installations with a single tenant; without it such tokens are refused
 * @param audience what a token's {@code aud} has to contain, so that a token for another system of the same issuer opens nothing here; must
 *     be set wherever the issuer is not the development one
 * @param serviceToken a bearer token with scope {@code service} for calls to the other services, where neither the development issuer nor
 *     {@code serviceClient} makes one; it ends some day, so that only a client lasts
 * @param serviceClient how this service gets its own tokens from the issuer, and new ones before they end
 */
@ConfigurationProperties("suite.access")
public record AccessSettings(
        @DefaultValue("default") Set<String> tenants,
        @Nullable String devSecret,
        @DefaultValue("12h") Duration devTokenLife,
        @DefaultValue("false") boolean openMetrics,
        @DefaultValue("false") boolean openApiDocs,
        @Nullable String defaultTenant,
        @Nullable String audience,
        @Nullable String serviceToken,
        @Nullable ServiceClient serviceClient) {

    /**
     * A client of the issuer (OAuth 2 client credentials).
     *
     * @param tokenUri the issuer's token endpoint
     * @param scope what is asked for
     * @param timeout how long the issuer may take to answer
     */
    public record ServiceClient(
            String tokenUri,
            String clientId,
            String clientSecret,
            @DefaultValue("service") String scope,
            @DefaultValue("3s") Duration timeout) {}

    public static final String DEFAULT_TENANT = "default";
}
