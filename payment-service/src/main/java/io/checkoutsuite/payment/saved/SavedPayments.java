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
    public sealed interface SaveResult {

        /**
         * It is saved.
         *
         * @param isNew false if the customer had this token already
         */
        record Saved(SavedPayment payment, boolean isDefault, boolean isNew) implements SaveResult {}

        /** The wallet is full. */
        record WalletFull() implements SaveResult {}
    }

    public Wallet of(String tenant, String customerId) {
        return wallets.of(tenant, customerId).orElseGet(() -> Wallet.empty(tenant, customerId));
    }

    /** Saves it, once per token. */
    public SaveResult save(String tenant, String customerId, SavedPayment payment, boolean asDefault) {
        while (true) {
            Wallet wallet = of(tenant, customerId);
            Optional<SavedPayment> known = wallet.withSameToken(payment);
            if (known.isPresent() && (!asDefault || wallet.isDefault(known.get()))) {
                return new SaveResult.Saved(known.get(), wallet.isDefault(known.get()), false);
            }
            if (known.isEmpty() && wallet.isFull()) {
                return new SaveResult.WalletFull();
            }
            Wallet changed =
                    known.map(same -> wallet.withDefault(same.id())).orElseGet(() -> wallet.with(payment, asDefault));
            if (wallets.change(changed)) {
                SavedPayment saved = known.orElse(payment);
                return new SaveResult.Saved(saved, changed.isDefault(saved), known.isEmpty());
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
