package io.checkoutsuite.offer.pricing;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Codes;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.offer.offer.Window;
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
    private final Remaining remaining;
    private final Clock clock;

    /**
     * Needs at most four reads for a cart of any size: codes, their offers, automatic offers, and the counters of limited ones.
     *
     * @param customerKey the customer's id or a guest's e-mail address; null while unknown
     * @param typed codes as the buyer wrote them
     */
    public PricedCart price(String tenant, Basket basket, @Nullable String customerKey, List<String> typed) {
        List<String> asked = typed.stream().map(Code::canonical).distinct().toList();
        Map<String, OpenedOffer> byCode = opened(tenant, asked);
        Instant now = clock.instant();
        List<OpenedOffer> open = Stream.concat(
                        offers.automatic(tenant).stream().map(offer -> new OpenedOffer(offer, null)),
                        asked.stream().map(byCode::get).filter(Objects::nonNull))
                .filter(offer -> offer.at(now) == Window.Phase.OPEN)
                .toList();
        Set<OpenedOffer> exhausted = remaining.exhausted(open, customerKey);
        List<Discount> discounts = Pricing.discounts(
                basket,
                open.stream()
                        .filter(offer -> !exhausted.contains(offer))
                        .map(OpenedOffer::candidate)
                        .toList());
        Verdicts verdicts = new Verdicts(basket, basket.subtotal(), discounts, exhausted, now);
        List<CodeVerdict> answers = new ArrayList<>();
        asked.forEach(code -> answers.add(verdicts.on(code, byCode.get(code))));
        return new PricedCart(discounts, answers);
    }

    private Map<String, OpenedOffer> opened(String tenant, List<String> asked) {
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
        Map<String, OpenedOffer> opened = new LinkedHashMap<>();
        for (Code code : known) {
            Offer offer = named.get(code.offerId());
            if (offer != null) {
                opened.put(code.code(), new OpenedOffer(offer, code));
            }
        }
        return opened;
    }

    private record Verdicts(
            Basket basket, Money subtotal, List<Discount> discounts, Set<OpenedOffer> exhausted, Instant now) {

        CodeVerdict on(String code, @Nullable OpenedOffer opened) {
            if (opened == null) {
                return new CodeVerdict(code, CodeStatus.UNKNOWN, "There is no such code");
            }
            return switch (opened.at(now)) {
                case NOT_YET -> new CodeVerdict(code, CodeStatus.NOT_YET_VALID, "The code is not valid yet");
                case OVER -> new CodeVerdict(code, CodeStatus.EXPIRED, "The code has expired");
                case OPEN -> onValid(code, opened);
            };
        }

        private CodeVerdict onValid(String code, OpenedOffer opened) {
            if (exhausted.contains(opened)) {
                return new CodeVerdict(code, CodeStatus.EXHAUSTED, "The code has reached its limit of uses");
            }
            if (discounts.stream()
                    .anyMatch(discount -> code.equals(discount.candidate().code()))) {
                return new CodeVerdict(code, CodeStatus.APPLIED, opened.offer().name());
            }
            String obstacle = Applicability.obstacle(opened.offer(), basket, subtotal);
            return new CodeVerdict(
                    code,
                    CodeStatus.NOT_APPLICABLE,
                    obstacle == null ? "Other offers reduce the price by at least as much" : obstacle);
        }
    }
}
