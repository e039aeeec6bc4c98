package io.checkoutsuite.offer.usage;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Limits;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.pricing.OpenedOffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a use falls under, and the counter that tells how far it is used up.
 *
 * @param counter tenant/offer/id or tenant/code/code, for one customer with /customer/key behind it
 * @param max how many uses there may be
 * @param revision of the offer or code that says so: of two limits for one counter the later holds
 */
public record Limit(String counter, Scope scope, long max, long revision) {

    /** Whose uses it counts. */
    public enum Scope {
        ALL_BUYERS,
        ONE_CUSTOMER
    }

    /** All limits that one use of the offer falls under; without a customer only those for all buyers. */
    public static List<Limit> of(OpenedOffer opened, @Nullable String customerKey) {
        List<Limit> limits = new ArrayList<>();
        Offer offer = opened.offer();
        add(limits, counterOf(offer), offer.limits(), offer.revision(), customerKey);
        Code code = opened.code();
        if (code != null) {
            add(limits, counterOf(code), code.limits(), code.revision(), customerKey);
        }
        return limits;
    }

    /** Where an offer's uses by all buyers are counted. */
    public static String counterOf(Offer offer) {
        return offer.tenant() + "/offer/" + offer.id();
    }

    /** Where a code's uses by all buyers are counted. */
    public static String counterOf(Code code) {
        return code.tenant() + "/code/" + code.code();
    }

    /** What a counter's limit is on, for operators; who the customer is, is not told. */
    static String nameOf(String counter) {
        String[] parts = counter.split("/", 5);
        return parts[1] + " " + parts[2] + (parts.length > 3 ? " for this customer" : "");
    }

    private static void add(
            List<Limit> limits, String counter, Limits max, long revision, @Nullable String customerKey) {
        if (max.maxUses() != null) {
            limits.add(new Limit(counter, Scope.ALL_BUYERS, max.maxUses(), revision));
        }
        if (max.maxUsesPerCustomer() != null && customerKey != null) {
            for (String name : CustomerKey.names(customerKey)) {
                limits.add(new Limit(
                        counter + "/customer/" + name, Scope.ONE_CUSTOMER, max.maxUsesPerCustomer(), revision));
            }
        }
    }
}
