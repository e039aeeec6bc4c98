package io.checkoutsuite.payment.saved;

import io.checkoutsuite.payment.payment.Payment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Saves the payment methods of an order in its customer's wallet; a full wallet stays unchanged. */
@Slf4j
@Component
@RequiredArgsConstructor
public class SaveOrderedPaymentMethods {

    private final SavedPayments savedPayments;
    private final Clock clock;

    /** Saves it, once per customer and token. */
    public void save(String tenant, String customerId, Payment payment) {
        SavedPayment savedPayment = new SavedPayment(
                UUID.nameUUIDFromBytes(payment.reference().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                payment.gateway(),
                payment.token(),
                payment.type(),
                null,
                payment.billingAddress(),
                null,
                clock.instant());
        if (savedPayments.save(tenant, customerId, savedPayment, false)
                instanceof SavedPayments.SaveResult.WalletFull) {
            log.warn("{} is not saved: the customer's wallet is full", payment.reference());
        }
    }
}
