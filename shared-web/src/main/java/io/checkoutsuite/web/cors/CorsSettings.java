package io.checkoutsuite.web.cors;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages may call the services from a browser.
 *
 * @param allowedOrigins the origins of these pages, for instance {@code https://shop.example.org}; none by default
 * @param maxAge how long a browser may remember the response to a preflight request
 */
@ConfigurationProperties("suite.cors")
record CorsSettings(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("1h") Duration maxAge) {

    CorsSettings {
        allowedOrigins.forEach(CorsSettings::requireOrigin);
    }

    private static void requireOrigin(String origin) {
        if (!isOrigin(origin)) {
            throw new IllegalArgumentException("suite.cors.allowed-origins contains \"" + origin
                    + "\"; an origin is a scheme, a host and an optional port, for instance https://shop.example.org");
        }
    }

    /** Browsers compare origins as texts, so a path or a final slash would never match (RFC 6454, section 6.2). */
    private static boolean isOrigin(String text) {
        try {
            URI origin = URI.create(text);
            return ("https".equals(origin.getScheme()) || "http".equals(origin.getScheme()))
                    && origin.getHost() != null
                    && origin.getUserInfo() == null
                    && text.equals(origin.getScheme() + "://" + origin.getAuthority());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
