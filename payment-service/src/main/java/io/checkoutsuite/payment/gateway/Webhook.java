package io.checkoutsuite.payment.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A notification that claims to come from a gateway.
 *
 * @param headers by name in lower case
 * @param body as it was received, because signatures cover its bytes
 */
public record Webhook(Map<String, String> headers, byte[] body) {

    public Webhook {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
