package io.checkoutsuite.offer.usage;

import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Limits;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.pricing.EligibleOffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit that applies to a use, and the counter of its usage.
 *
 * @param counter tenant/offer/id or tenant/code/code, followed by /customer/key for one customer
 * @param max the maximum number of uses
 * @param revision the revision of the offer or code that sets the limit; of two limits for one counter, the later one applies
 */
public record Limit(String counter, Scope scope, long max, long revision) {

    /** Whose uses a limit counts. */
    public enum Scope {
        ALL_BUYERS,
        ONE_CUSTOMER
    }

    /** Returns all limits that apply to one use of the offer; without a customer only those for all buyers. */
    public static List<Limit> of(EligibleOffer eligible, @Nullable String customerKey) {
        List<Limit> limits = new ArrayList<>();
        Offer offer = eligible.offer();
        add(limits, counterOf(offer), offer.limits(), offer.revision(), customerKey);
        Code code = eligible.code();
        if (code != null) {
            add(limits, counterOf(code), code.limits(), code.revision(), customerKey);
        }
        return limits;
    }

    /** Returns the id of the counter for an offer's uses by all buyers. */
    public static String counterOf(Offer offer) {
        return new TenantKey(offer.tenant(), "offer/" + offer.id()).id();
    }

    /** Returns the id of the counter for a code's uses by all buyers. */
    public static String counterOf(Code code) {
        return new TenantKey(code.tenant(), "code/" + code.code()).id();
    }

    /** Describes to operators what a counter limits, without the identity of the customer. */
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
