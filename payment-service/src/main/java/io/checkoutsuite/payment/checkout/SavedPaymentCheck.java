package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.payment.authorization.UnusablePayment;
import io.checkoutsuite.payment.payment.PaymentIntent;
import io.checkoutsuite.payment.saved.SavedPayment;
import io.checkoutsuite.payment.saved.SavedPayments;
import io.checkoutsuite.payment.saved.Wallet;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds payments whose saved payment method was removed or has expired since it was chosen for the cart. */
@Component
@RequiredArgsConstructor
public class SavedPaymentCheck {

    private static final String NOT_SAVED = "The payment method is no longer saved";

    private final SavedPayments savedPayments;
    private final Clock clock;

    /**
     * The payments that cannot be used; reads nothing if none of them is saved.
     *
     * @param customerId null for guests, who have no saved payment methods
     */
    List<UnusablePayment> unusable(String tenant, @Nullable String customerId, List<PaymentIntent> intents) {
        if (intents.stream().allMatch(intent -> intent.savedPaymentId() == null)) {
            return List.of();
        }
        Wallet wallet = customerId == null ? Wallet.empty(tenant, "") : savedPayments.of(tenant, customerId);
        return intents.stream()
                .flatMap(intent ->
                        refusal(intent, wallet)
                                .map(message -> new UnusablePayment(intent.paymentId(), message))
                                .stream())
                .toList();
    }

    private Optional<String> refusal(PaymentIntent intent, Wallet wallet) {
        String savedPaymentId = intent.savedPaymentId();
        if (savedPaymentId == null) {
            return Optional.empty();
        }
        Optional<SavedPayment> saved = wallet.payment(savedPaymentId).filter(known -> isMadeFrom(intent, known));
        if (saved.isEmpty()) {
            return Optional.of(NOT_SAVED);
        }
        return saved.get().isExpired(YearMonth.now(clock))
                ? Optional.of("The payment method expired at the end of "
                        + saved.get().expires())
                : Optional.empty();
    }

    private static boolean isMadeFrom(PaymentIntent intent, SavedPayment saved) {
        return saved.gateway().equals(intent.gateway()) && saved.token().equals(intent.token());
    }
}
