package io.checkoutsuite.cart.remote;

import static java.util.stream.Collectors.joining;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.ActivityResult;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.CheckoutSettings;
import io.checkoutsuite.cart.checkout.ReversibleActivity;
import io.checkoutsuite.web.http.IdempotentCalls;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/** Reserves one use of every offer and code that the cart's price depends on. A cart without discounts needs no call. */
@Component
@RequiredArgsConstructor
class ReserveOfferUses implements ReversibleActivity {

    private final OfferClient offers;
    private final ProblemReader problemReader;
    private final CheckoutSettings settings;

    @Override
    public String name() {
        return "reserveOfferUses";
    }

    @Override
    public boolean concerns(Checkout checkout) {
        return !checkout.content().discounts().isEmpty();
    }

    @Override
    public boolean isIndependent() {
        return true;
    }

    @Override
    public ActivityResult run(Checkout checkout) {
        try {
            IdempotentCalls.retry(() -> offers.reserve(checkout.tenant(), checkout.requestId(), uses(checkout)));
            return ActivityResult.done();
        } catch (HttpClientErrorException refused) {
            return problemReader
                    .read(refused, "uses-exhausted", OfferClient.Exhausted.class)
                    .map(exhausted -> exhausted(exhausted.refused()))
                    .or(() -> problemReader.contentFailure(
                            refused,
                            FailureType.INVALID_OFFER_OR_OFFER_CODE_USAGE,
                            name(),
                            "An offer or code cannot be used"))
                    .map(ActivityResult::refused)
                    .orElseThrow(() -> refused);
        }
    }

    /** A repeated call with the same request id renews the lease of the reservation. */
    @Override
    public ActivityResult extend(Checkout checkout) {
        return run(checkout);
    }

    @Override
    public List<AttemptFailure> preview(Checkout checkout) {
        List<OfferClient.Refusal> refused = IdempotentCalls.retry(() -> offers.preview(
                        checkout.tenant(),
                        new OfferClient.PreviewRequest(
                                checkout.content().customerId(),
                                checkout.content().email(),
                                used(checkout))))
                .refused();
        return refused.isEmpty() ? List.of() : List.of(exhausted(refused));
    }

    private AttemptFailure exhausted(List<OfferClient.Refusal> refused) {
        return AttemptFailure.of(FailureType.INVALID_OFFER_OR_OFFER_CODE_USAGE, name(), message(refused));
    }

    @Override
    public void compensate(String tenant, String requestId) {
        IdempotentCalls.retry(() -> offers.release(tenant, requestId));
    }

    private OfferClient.Uses uses(Checkout checkout) {
        return new OfferClient.Uses(
                checkout.cart().id(),
                checkout.content().customerId(),
                checkout.content().email(),
                settings.reservationLease().toSeconds(),
                used(checkout));
    }

    private static List<OfferClient.Use> used(Checkout checkout) {
        return checkout.content().discounts().stream()
                .map(discount -> new OfferClient.Use(discount.offerId(), discount.code()))
                .distinct()
                .toList();
    }

    private static String message(List<OfferClient.Refusal> refused) {
        return refused.stream()
                .map(refusal -> (refusal.code() == null ? "An offer" : "Code " + refusal.code())
                        + switch (refusal.reason()) {
                            case "EXHAUSTED" -> " has been used up";
                            case "EXHAUSTED_FOR_CUSTOMER" -> " has reached its limit per customer";
                            case "EXPIRED" -> " is no longer valid";
                            default -> " cannot be used";
                        })
                .collect(joining("; "));
    }
}
