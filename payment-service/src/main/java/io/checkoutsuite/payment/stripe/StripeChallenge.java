package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.NextAction;
import java.util.Map;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.databind.JsonNode;

/** What the buyer has to do before Stripe continues: open a page, or what Stripe's script in the browser knows how to show. */
@Slf4j
final class StripeChallenge {

    /** The front end passes {@link #CLIENT_SECRET} to {@code stripe.handleNextAction}. */
    static final String SCRIPT = "STRIPE_SDK";

    static final String CLIENT_SECRET = "clientSecret";

    private static final int LONGEST_ADDRESS = 2_048;

    private StripeChallenge() {}

    /** Empty if the intent does not say what has to be done; it can be cancelled all the same. */
    static Optional<NextAction> nextAction(JsonNode intent) {
        try {
            return Optional.of(read(intent));
        } catch (StripeFormatException odd) {
            log.warn("Stripe does not say what the buyer has to do: {}", odd.getMessage());
            return Optional.empty();
        }
    }

    private static NextAction read(JsonNode intent) {
        JsonNode action = intent.path("next_action");
        if (StripeJson.text(action, "type").equals("redirect_to_url")) {
            return NextAction.redirect(address(action.path("redirect_to_url")));
        }
        return new NextAction(SCRIPT, null, Map.of(CLIENT_SECRET, StripeJson.text(intent, "client_secret")));
    }

    /** A browser is going to open it, so it must be a page of the web and nothing else. */
    private static String address(JsonNode redirect) {
        String url = StripeJson.text(redirect, "url", LONGEST_ADDRESS);
        if (!url.startsWith("https://")) {
            throw new StripeFormatException("next_action.redirect_to_url.url");
        }
        return url;
    }
}
