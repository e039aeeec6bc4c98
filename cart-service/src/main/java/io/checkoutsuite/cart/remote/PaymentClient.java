package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The payment service. */
interface PaymentClient {

    @PutExchange("/authorizations/{requestId}")
    Authorized authorize(
            @RequestHeader(TENANT) String tenant,
            @PathVariable String requestId,
            @RequestBody Authorization authorization);

    @DeleteExchange("/authorizations/{requestId}")
    void reverse(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    @PostExchange("/tokens/validations")
    ValidToken validate(@RequestHeader(TENANT) String tenant, @RequestBody Token token);

    @GetExchange("/payment-methods/{id}")
    SavedPayment savedPayment(
            @RequestHeader(TENANT) String tenant, @PathVariable String id, @RequestParam String customerId);

    @GetExchange("/payment-methods/default")
    SavedPayment defaultPayment(@RequestHeader(TENANT) String tenant, @RequestParam String customerId);

    record Authorization(
            String cartId, String orderNumber, @Nullable String customerId, Money total, List<Payment> payments) {}

    record Payment(
            String paymentId,
            String gateway,
            @Nullable String token,
            Money amount,
            @Nullable String type,
            @Nullable Address billingAddress,
            @Nullable String savedPaymentId,
            Map<String, String> fields,
            boolean save) {}

    /** @param waiting what it waits for; null unless a payment waits for its buyer or its gateway */
    record Authorized(
            String requestId,
            String state,
            List<AuthorizedPayment> payments,
            @Nullable AwaitedPayment waiting) {}

    record AuthorizedPayment(String paymentId, String gateway, Money amount, String status) {}

    record Token(
            @Nullable String gateway,
            @Nullable String token,
            @Nullable String type) {}

    /** @param severalPayments whether the gateway accepts several payments for one order */
    record ValidToken(String gateway, boolean severalPayments) {}

    record SavedPayment(
            String id,
            String gateway,
            String token,
            @Nullable String type,
            @Nullable Address billingAddress,
            boolean severalPayments) {}

    /** The members of a payment-refused or payment-method-unusable problem. */
    record PaymentRefused(List<Failure> failures) {}

    record Failure(
            String paymentId,
            @Nullable String declineType,
            @Nullable String message) {}
}
