package io.checkoutsuite.stack.carts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a buyer's cart.
 *
 * @param key the plan's key
 * @param cartId null if the suite refused to create the cart
 * @param total the cart's total; null if it was never priced
 * @param refusal why the buyer could not continue or did not get an order; null after an order
 * @param notes other observations, for instance two responses that should have been equal but were not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CartRecord(
        String key,
        @Nullable String cartId,
        @Nullable String customerId,
        @Nullable String guestToken,
        @Nullable String total,
        List<Attempt> attempts,
        @Nullable String refusal,
        List<String> notes) {

    public CartRecord {
        attempts = List.copyOf(attempts);
        notes = List.copyOf(notes);
    }

    @JsonIgnore
    public Optional<Attempt> order() {
        return attempts.stream().filter(Attempt::success).findFirst();
    }

    /** The order number, or the reason why there is none. */
    @JsonIgnore
    public String outcome() {
        return order().map(order -> String.valueOf(order.orderNumber())).orElse(refusal == null ? "UNKNOWN" : refusal);
    }

    /** The credentials of the cart's owner. */
    public Credentials credentials(SuiteClient client) {
        if (customerId != null) {
            return client.customer(customerId);
        }
        return guestToken == null ? Credentials.NONE : Credentials.guest(guestToken);
    }
}
