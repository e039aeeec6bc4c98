package io.checkoutsuite.payment.saved;

import io.checkoutsuite.mongo.TenantKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All saved payment methods of one customer. They share one document, so that concurrent changes leave one default and each token once.
 *
 * @param id tenant/customerId
 * @param version incremented by each change
 * @param defaultId the payment method that is used if none is named; null only for an empty wallet
 */
public record Wallet(
        String id,
        String tenant,
        String customerId,
        long version,
        List<SavedPayment> payments,
        @Nullable String defaultId) {

    /** The maximum number of saved payment methods of a customer. */
    public static final int MOST = 50;

    public Wallet {
        payments = List.copyOf(payments);
    }

    public static Wallet empty(String tenant, String customerId) {
        return new Wallet(key(tenant, customerId), tenant, customerId, 0, List.of(), null);
    }

    public static String key(String tenant, String customerId) {
        return new TenantKey(tenant, customerId).id();
    }

    public Optional<SavedPayment> payment(String paymentId) {
        return payments.stream().filter(saved -> saved.id().equals(paymentId)).findFirst();
    }

    public Optional<SavedPayment> defaultPayment() {
        return payments.stream().filter(this::isDefault).findFirst();
    }

    public boolean isDefault(SavedPayment saved) {
        return saved.id().equals(defaultId);
    }

    Optional<SavedPayment> withSameToken(SavedPayment other) {
        return payments.stream().filter(other::hasSameTokenAs).findFirst();
    }

    boolean isFull() {
        return payments.size() >= MOST;
    }

    /** Adds a saved payment; the first one is the default. */
    Wallet with(SavedPayment saved, boolean asDefault) {
        return to(
                Stream.concat(payments.stream(), Stream.of(saved)).toList(),
                asDefault || defaultId == null ? saved.id() : defaultId);
    }

    Wallet withDefault(String paymentId) {
        return to(payments, paymentId);
    }

    /** Removes a saved payment. If it was the default, the oldest remaining one becomes the default. */
    Wallet without(String paymentId) {
        List<SavedPayment> left =
                payments.stream().filter(saved -> !saved.id().equals(paymentId)).toList();
        String next = paymentId.equals(defaultId)
                ? left.stream().findFirst().map(SavedPayment::id).orElse(null)
                : defaultId;
        return to(left, next);
    }

    private Wallet to(List<SavedPayment> nextPayments, @Nullable String nextDefault) {
        return new Wallet(id, tenant, customerId, version + 1, nextPayments, nextDefault);
    }
}
