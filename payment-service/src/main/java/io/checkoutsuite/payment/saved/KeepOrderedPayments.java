package io.checkoutsuite.payment.saved;

import io.checkoutsuite.payment.authorization.KeptMeans;
import io.checkoutsuite.payment.authorization.Payment;
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
class KeepOrderedPayments implements KeptMeans {

    private final SavedPayments savedPayments;
    private final Clock clock;

    @Override
    public void keep(String tenant, String customerId, Payment payment) {
        SavedPayment wanted = new SavedPayment(
                UUID.nameUUIDFromBytes(payment.reference().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                payment.gateway(),
                payment.token(),
                payment.type(),
                null,
                payment.billingAddress(),
                null,
                clock.instant());
        if (savedPayments.save(tenant, customerId, wanted, false) instanceof SavedPayments.Saving.Full) {
            log.warn("{} is not saved: the customer's wallet is full", payment.reference());
        }
    }
}
