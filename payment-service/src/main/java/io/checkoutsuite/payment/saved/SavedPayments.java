package io.checkoutsuite.payment.saved;

import java.util.Optional;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Manages the saved payment methods of customers. */
@Component
@RequiredArgsConstructor
public class SavedPayments {

    private final Wallets wallets;

    /** The outcome of saving a payment method. */
    public sealed interface Saving {

        /**
         * It is saved.
         *
         * @param isNew false if the customer had this token already
         */
        record Kept(SavedPayment payment, boolean isDefault, boolean isNew) implements Saving {}

        /** The wallet is full. */
        record Full() implements Saving {}
    }

    public Wallet of(String tenant, String customerId) {
        return wallets.of(tenant, customerId).orElseGet(() -> Wallet.empty(tenant, customerId));
    }

    /** Saves it, once per token. */
    public Saving save(String tenant, String customerId, SavedPayment wanted, boolean asDefault) {
        while (true) {
            Wallet wallet = of(tenant, customerId);
            Optional<SavedPayment> known = wallet.sameMeansAs(wanted);
            if (known.isPresent() && (!asDefault || wallet.isDefault(known.get()))) {
                return new Saving.Kept(known.get(), wallet.isDefault(known.get()), false);
            }
            if (known.isEmpty() && wallet.isFull()) {
                return new Saving.Full();
            }
            Wallet changed =
                    known.map(same -> wallet.withDefault(same.id())).orElseGet(() -> wallet.with(wanted, asDefault));
            if (wallets.change(changed)) {
                SavedPayment kept = known.orElse(wanted);
                return new Saving.Kept(kept, changed.isDefault(kept), known.isEmpty());
            }
        }
    }

    /** Empty if the customer has no saved payment with this id. */
    public Optional<Wallet> makeDefault(String tenant, String customerId, String paymentId) {
        return change(tenant, customerId, paymentId, wallet -> wallet.withDefault(paymentId));
    }

    /** Empty if the customer has no saved payment with this id. */
    public Optional<Wallet> remove(String tenant, String customerId, String paymentId) {
        return change(tenant, customerId, paymentId, wallet -> wallet.without(paymentId));
    }

    private Optional<Wallet> change(String tenant, String customerId, String paymentId, UnaryOperator<Wallet> change) {
        while (true) {
            Wallet wallet = of(tenant, customerId);
            if (wallet.payment(paymentId).isEmpty()) {
                return Optional.empty();
            }
            Wallet changed = change.apply(wallet);
            if (wallets.change(changed)) {
                return Optional.of(changed);
            }
        }
    }
}
