package io.checkoutsuite.offer.pricing;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Codes;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.offer.offer.ValidityPeriod;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prices a cart with the current offers: the automatic ones and those that its codes make eligible. */
@Component
@RequiredArgsConstructor
public class CartPricing {

    private final Offers offers;
    private final Codes codes;
    private final RemainingUses remainingUses;
    private final Clock clock;

    /**
     * Needs at most four reads for a cart of any size: codes, their offers, automatic offers, and the counters of limited ones.
     *
     * @param customerKey the customer's id or a guest's e-mail address; null while unknown
     * @param typed codes as the buyer wrote them
     */
    public PricedCart price(String tenant, Basket basket, @Nullable String customerKey, List<String> typed) {
        List<String> asked = typed.stream().map(Code::canonical).distinct().toList();
        Map<String, EligibleOffer> byCode = eligible(tenant, asked);
        Instant now = clock.instant();
        List<EligibleOffer> open = Stream.concat(
                        offers.automatic(tenant).stream().map(offer -> new EligibleOffer(offer, null)),
                        asked.stream().map(byCode::get).filter(Objects::nonNull))
                .filter(offer -> offer.phaseAt(now) == ValidityPeriod.Phase.OPEN)
                .toList();
        Set<EligibleOffer> exhausted = remainingUses.exhausted(open, customerKey);
        List<Discount> discounts = Pricing.discounts(
                basket,
                open.stream()
                        .filter(offer -> !exhausted.contains(offer))
                        .map(EligibleOffer::candidate)
                        .toList());
        CodeResults results = new CodeResults(basket, basket.subtotal(), discounts, exhausted, now);
        List<CodeResult> codeResults = new ArrayList<>();
        asked.forEach(code -> codeResults.add(results.of(code, byCode.get(code))));
        return new PricedCart(discounts, codeResults);
    }

    private Map<String, EligibleOffer> eligible(String tenant, List<String> asked) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        List<Code> known = codes.findAll(tenant, asked);
        Map<String, Offer> named =
                offers
                        .findAll(
                                tenant,
                                known.stream().map(Code::offerId).distinct().toList())
                        .stream()
                        .collect(toMap(Offer::id, offer -> offer));
        Map<String, EligibleOffer> eligible = new LinkedHashMap<>();
        for (Code code : known) {
            Offer offer = named.get(code.offerId());
            if (offer != null) {
                eligible.put(code.code(), new EligibleOffer(offer, code));
            }
        }
        return eligible;
    }

    private record CodeResults(
            Basket basket, Money subtotal, List<Discount> discounts, Set<EligibleOffer> exhausted, Instant now) {

        CodeResult of(String code, @Nullable EligibleOffer eligible) {
            if (eligible == null) {
                return new CodeResult(code, CodeStatus.UNKNOWN, "There is no such code");
            }
            return switch (eligible.phaseAt(now)) {
                case NOT_YET -> new CodeResult(code, CodeStatus.NOT_YET_VALID, "The code is not valid yet");
                case OVER -> new CodeResult(code, CodeStatus.EXPIRED, "The code has expired");
                case OPEN -> ofValid(code, eligible);
            };
        }

        private CodeResult ofValid(String code, EligibleOffer eligible) {
            if (exhausted.contains(eligible)) {
                return new CodeResult(code, CodeStatus.EXHAUSTED, "The code has reached its limit of uses");
            }
            if (discounts.stream()
                    .anyMatch(discount -> code.equals(discount.candidate().code()))) {
                return new CodeResult(code, CodeStatus.APPLIED, eligible.offer().name());
            }
            String obstacle = Applicability.obstacle(eligible.offer(), basket, subtotal);
            return new CodeResult(
                    code,
                    CodeStatus.NOT_APPLICABLE,
                    obstacle == null ? "Other offers reduce the price by at least as much" : obstacle);
        }
    }
}
