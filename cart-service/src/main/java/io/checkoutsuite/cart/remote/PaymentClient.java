package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.money.Money;
import java.util.List;
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
    void validate(@RequestHeader(TENANT) String tenant, @RequestBody Token token);

    @GetExchange("/payment-methods/{id}")
    SavedPayment savedPayment(
            @RequestHeader(TENANT) String tenant, @PathVariable String id, @RequestParam String customerId);

    record Authorization(
            String cartId, String orderNumber, @Nullable String customerId, Money total, List<Payment> payments) {}

    record Payment(
            String paymentId,
            String gateway,
            String token,
            Money amount,
            @Nullable String type,
            @Nullable Address billingAddress) {}

    record Authorized(String requestId, String state, List<AuthorizedPayment> payments) {}

    record AuthorizedPayment(String paymentId, String gateway, Money amount, String status) {}

    record Token(String gateway, String token) {}

    record SavedPayment(
            String gateway,
            String token,
            @Nullable String type,
            @Nullable Address billingAddress) {}

    /** The members of a payment-refused problem. */
    record PaymentRefused(List<Failure> failures) {}

    record Failure(
            String paymentId, String declineType, @Nullable String message) {}
}
