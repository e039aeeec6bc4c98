package io.checkoutsuite.web.access;

import io.checkoutsuite.web.access.AccessSettings.ServiceClient;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** Requests this service's own token from an issuer (OAuth 2 client credentials), always with a timeout. */
final class ClientCredentialsTokenClient implements Supplier<RenewingServiceTokens.IssuedToken> {

    /** The assumed lifetime of a token if the issuer does not state it, which RFC 6749 only recommends. */
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(1);

    private final OAuth2ClientCredentialsGrantRequest request;
    private final RestClientClientCredentialsTokenResponseClient issuer =
            new RestClientClientCredentialsTokenResponseClient();
    private final Clock clock;

    ClientCredentialsTokenClient(ServiceClient client, Clock clock) {
        this.clock = clock;
        request = new OAuth2ClientCredentialsGrantRequest(ClientRegistration.withRegistrationId("suite")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(client.tokenUri())
                .clientId(client.clientId())
                .clientSecret(client.clientSecret())
                .scope(client.scope().split(" "))
                .build());
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(client.timeout()).build());
        requests.setReadTimeout(client.timeout());
        issuer.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
    }

    @Override
    public RenewingServiceTokens.IssuedToken get() {
        OAuth2AccessToken token = issuer.getTokenResponse(request).getAccessToken();
        Instant expiresAt = token.getExpiresAt();
        return new RenewingServiceTokens.IssuedToken(
                token.getTokenValue(), expiresAt == null ? clock.instant().plus(DEFAULT_LIFETIME) : expiresAt);
    }
}
