package io.checkoutsuite.web.access;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of tenants and tokens.
 *
 * @param tenants the tenants that exist; any other is refused
 * @param devSecret enables the development issuer and is its signing key, at least 32 characters; not allowed together with another issuer
 * @param devTokenLife how long a development token is valid
 * @param openMetrics whether the metrics can be read without a token, which is the default with the development issuer; otherwise only operators
 *     and services can read them
 * @param openApiDocs whether the API document and its page are served, without a token; this is the default with the development issuer
 * @param defaultTenant the tenant of tokens that name none, for installations with a single tenant; without it such tokens are refused
 * @param audience what a token's {@code aud} must contain, so that a token of the same issuer for another system is refused; required unless
 *     the issuer is the development one
 * @param serviceToken a bearer token with scope {@code service} for calls to the other services, if neither the development issuer nor
 *     {@code serviceClient} provides one; it expires eventually, so that only a client works permanently
 * @param serviceClient how this service gets its own tokens from the issuer and renews them before they expire
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
     * @param scope the requested scope
     * @param timeout how long the issuer may take to respond
     */
    public record ServiceClient(
            String tokenUri,
            String clientId,
            String clientSecret,
            @DefaultValue("service") String scope,
            @DefaultValue("3s") Duration timeout) {}

    public static final String DEFAULT_TENANT = "default";
}
