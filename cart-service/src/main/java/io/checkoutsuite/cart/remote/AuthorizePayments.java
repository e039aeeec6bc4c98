package io.checkoutsuite.cart.remote;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.CartPayment;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.PaymentField;
import io.checkoutsuite.cart.cart.PaymentMethods;
import io.checkoutsuite.cart.checkout.ActivityResult;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.ReversibleActivity;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.web.http.IdempotentCalls;
import io.checkoutsuite.web.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/** Authorizes every payment for its amount, as the last activity. Payments of zero are never sent to a gateway. */
@Component
@RequiredArgsConstructor
class AuthorizePayments implements ReversibleActivity {

    private static final int PAYMENT_REQUIRED = 402;
    private static final int UNPROCESSABLE = 422;
    private static final String AUTHENTICATION = "AUTHENTICATION";

    private final PaymentClient payments;
    private final PaymentMethods paymentMethods;
    private final ProblemReader problemReader;

    @Override
    public String name() {
        return "authorizePayments";
    }

    @Override
    public boolean concerns(Checkout checkout) {
        return !checkout.content().allocatedPayments().isEmpty();
    }

    @Override
    public ActivityResult run(Checkout checkout) {
        List<CartPayment> allocated = checkout.content().allocatedPayments();
        try {
            PaymentClient.Authorized authorized = authorize(checkout, allocated);
            if (authorized.waiting() != null) {
                return new ActivityResult.Awaiting(authorized.waiting());
            }
            return ActivityResult.paid(authorized.payments().stream()
                    .map(paid -> new PaymentSummary(paid.paymentId(), paid.gateway(), paid.amount(), paid.status()))
                    .toList());
        } catch (HttpClientErrorException refused) {
            return switch (refused.getStatusCode().value()) {
                case PAYMENT_REQUIRED ->
                    problemReader
                            .read(refused, "payment-refused", PaymentClient.PaymentRefused.class)
                            .map(declined -> ActivityResult.refused(declined(declined.failures())))
                            .orElseThrow(() -> refused);
                case UNPROCESSABLE ->
                    ActivityResult.refused(problemReader
                            .read(refused, "payment-method-unusable", PaymentClient.PaymentRefused.class)
                            .map(unusable -> noLongerSaved(unusable.failures().stream()
                                    .map(failure -> unusable(failure.paymentId(), String.valueOf(failure.message())))
                                    .toList()))
                            .orElseGet(this::notAccepted));
                // The request id belongs to another checkout or is closed, so no retry can be authorized.
                case 400, 409, 413 -> ActivityResult.refused(notAccepted());
                default ->
                    problemReader
                            .contentFailure(
                                    refused,
                                    FailureType.INVALID_PAYMENT_CONFIG,
                                    name(),
                                    notAccepted().message())
                            .map(ActivityResult::refused)
                            .orElseThrow(() -> refused);
            };
        }
    }

    private AttemptFailure notAccepted() {
        return AttemptFailure.of(FailureType.INVALID_PAYMENT_CONFIG, name(), "A payment method is not accepted");
    }

    private AttemptFailure noLongerSaved(List<AttemptFailure.PaymentFailure> failures) {
        return AttemptFailure.of(
                        FailureType.INVALID_PAYMENT_CONFIG, name(), "A saved payment method can no longer be used")
                .withPaymentFailures(failures);
    }

    private static AttemptFailure.PaymentFailure unusable(String paymentId, String message) {
        return new AttemptFailure.PaymentFailure(paymentId, "HARD", message);
    }

    @Override
    public List<AttemptFailure> preview(Checkout checkout) {
        List<AttemptFailure.PaymentFailure> failures = checkout.content().allocatedPayments().stream()
                .flatMap(payment -> refusal(checkout, payment).map(reason -> unusable(payment.id(), reason)).stream())
                .toList();
        return failures.isEmpty() ? List.of() : List.of(notAccepted().withPaymentFailures(failures));
    }

    /** Why the payment could not be authorized; empty if nothing is known against it. */
    private Optional<String> refusal(Checkout checkout, CartPayment payment) {
        try {
            if (payment.savedPaymentId() != null) {
                String customerId = requireNonNull(checkout.content().customerId());
                return paymentMethods
                                .saved(checkout.tenant(), payment.savedPaymentId(), customerId)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of("The payment method is no longer saved");
            }
            IdempotentCalls.retry(() -> payments.validate(
                    checkout.tenant(), new PaymentClient.Token(payment.gateway(), payment.token(), payment.type())));
            return Optional.empty();
        } catch (HttpClientErrorException.UnprocessableContent refused) {
            return Optional.of("The gateway no longer knows this token");
        } catch (ProblemException refused) {
            return Optional.ofNullable(refused.getBody().getDetail());
        }
    }

    /** Retries a call without a response: the payment service then looks up the outcome, and never authorizes twice. */
    private PaymentClient.Authorized authorize(Checkout checkout, List<CartPayment> allocated) {
        PaymentClient.Authorization authorization = authorization(checkout, allocated);
        try {
            return payments.authorize(checkout.tenant(), checkout.requestId(), authorization);
        } catch (RestClientResponseException answered) {
            throw answered;
        } catch (RestClientException failure) {
            return payments.authorize(checkout.tenant(), checkout.requestId(), authorization);
        }
    }

    @Override
    public void compensate(String tenant, String requestId) {
        IdempotentCalls.retry(() -> payments.reverse(tenant, requestId));
    }

    private static PaymentClient.Authorization authorization(Checkout checkout, List<CartPayment> allocated) {
        return new PaymentClient.Authorization(
                checkout.cart().id(),
                checkout.orderNumber(),
                checkout.content().customerId(),
                checkout.content().totals().total(),
                allocated.stream()
                        .map(payment -> new PaymentClient.Payment(
                                payment.id(),
                                payment.gateway(),
                                payment.token(),
                                requireNonNull(payment.amount()),
                                payment.type(),
                                payment.billingAddress(),
                                payment.savedPaymentId(),
                                payment.fields().stream()
                                        .collect(Collectors.toMap(PaymentField::name, PaymentField::value)),
                                payment.save()))
                        .toList());
    }

    private AttemptFailure declined(List<PaymentClient.Failure> failures) {
        List<AttemptFailure.PaymentFailure> details = failures.stream()
                .map(failure -> {
                    String type = requireNonNullElse(failure.declineType(), "HARD");
                    return new AttemptFailure.PaymentFailure(failure.paymentId(), type, advice(type));
                })
                .toList();
        boolean authenticationHelps = !details.isEmpty()
                && details.stream().allMatch(detail -> detail.declineType().equals(AUTHENTICATION));
        return (authenticationHelps
                        ? AttemptFailure.of(
                                FailureType.PAYMENT_REQUIRES_3DS_VERIFICATION,
                                name(),
                                "The issuer has to authenticate the buyer first")
                        : AttemptFailure.of(FailureType.FAILED_PAYMENT_TRANSACTION, name(), "A payment was declined"))
                .withPaymentFailures(details);
    }

    private static String advice(String declineType) {
        return switch (declineType) {
            case "SOFT" -> "The payment was declined; it may succeed later";
            case AUTHENTICATION -> "The issuer has to authenticate the buyer; please enter the payment method again";
            default -> "The payment was declined; please use another payment method";
        };
    }
}
