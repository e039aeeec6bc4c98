package io.checkoutsuite.offer.usage;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Codes;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.offer.offer.ValidityPeriod;
import io.checkoutsuite.offer.pricing.EligibleOffer;
import io.checkoutsuite.offer.usage.UseReserveResult.RefusedOfferUse;
import io.checkoutsuite.offer.usage.UseReserveResult.UseRefusalReason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks uses against the current offers and codes, which may differ from what the buyer saw. */
@Component
@RequiredArgsConstructor
class UsageValidator {

    private final Offers offers;
    private final Codes codes;
    private final Clock clock;

    UsageCheck check(String tenant, List<Use> uses, @Nullable String customerKey) {
        Map<String, Offer> offersById = offers(tenant, uses);
        Map<String, Code> codesByName = codes(tenant, uses);
        Instant now = clock.instant();
        Map<Use, List<Limit>> limits = new LinkedHashMap<>();
        List<RefusedOfferUse> refused = new ArrayList<>();
        for (Use use : uses.stream().distinct().toList()) {
            eligible(use, offersById.get(use.offerId()), codesByName)
                    .ifPresentOrElse(
                            eligible -> {
                                limits.put(use, Limit.of(eligible, customerKey));
                                obstacle(eligible, customerKey, now)
                                        .map(reason -> new RefusedOfferUse(use, reason))
                                        .ifPresent(refused::add);
                            },
                            () -> refused.add(new RefusedOfferUse(use, UseRefusalReason.UNKNOWN)));
        }
        return new UsageCheck(limits, refused);
    }

    /** Also returns empty for a code of another offer, and for an offer that needs a code but is used without one. */
    private static Optional<EligibleOffer> eligible(Use use, @Nullable Offer offer, Map<String, Code> codes) {
        if (offer == null) {
            return Optional.empty();
        }
        if (use.code() == null) {
            return offer.automatic() ? Optional.of(new EligibleOffer(offer, null)) : Optional.empty();
        }
        return Optional.ofNullable(codes.get(use.code()))
                .filter(code -> code.offerId().equals(offer.id()))
                .map(code -> new EligibleOffer(offer, code));
    }

    private static Optional<UseRefusalReason> obstacle(
            EligibleOffer eligible, @Nullable String customerKey, Instant now) {
        if (eligible.phaseAt(now) != ValidityPeriod.Phase.OPEN) {
            return Optional.of(UseRefusalReason.EXPIRED);
        }
        return customerKey == null && isLimitedPerCustomer(eligible)
                ? Optional.of(UseRefusalReason.EXHAUSTED_FOR_CUSTOMER)
                : Optional.empty();
    }

    private static boolean isLimitedPerCustomer(EligibleOffer eligible) {
        Code code = eligible.code();
        return eligible.offer().limits().maxUsesPerCustomer() != null
                || (code != null && code.limits().maxUsesPerCustomer() != null);
    }

    private Map<String, Offer> offers(String tenant, List<Use> uses) {
        List<String> ids = uses.stream().map(Use::offerId).distinct().toList();
        return offers.findAll(tenant, ids).stream().collect(toMap(Offer::id, identity()));
    }

    private Map<String, Code> codes(String tenant, List<Use> uses) {
        List<String> named =
                uses.stream().map(Use::code).filter(Objects::nonNull).distinct().toList();
        return codes.findAll(tenant, named).stream().collect(toMap(Code::code, identity()));
    }
}
