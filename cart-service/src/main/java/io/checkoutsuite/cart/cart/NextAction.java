package io.checkoutsuite.cart.cart;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the buyer has to do before a payment can be authorized.
 *
 * @param type REDIRECT if the buyer's browser has to open the address; otherwise a type that the gateway's own script in the browser knows
 * @param url the page that the buyer has to open; null if there is none
 * @param data what the gateway's script needs
 */
public record NextAction(String type, @Nullable String url, Map<String, String> data) {

    public NextAction {
        data = Map.copyOf(data);
    }

    @Override
    public String toString() {
        return "NextAction[" + type + "]";
    }
}
