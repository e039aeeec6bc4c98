package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.cart.PaymentMethods;
import io.checkoutsuite.web.http.IdempotentCalls;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Validates tokens and reads saved payments in the payment service. */
@Slf4j
@Component
@RequiredArgsConstructor
class HttpPaymentMethods implements PaymentMethods {

    private static final String SAVED_PAYMENT = "/savedPaymentId";

    private final PaymentClient payments;
    private final ProblemReader problemReader;

    @Override
    public void requireUsable(String tenant, String gateway, String token) {
        try {
            payments.validate(tenant, new PaymentClient.Token(gateway, token));
        } catch (HttpClientErrorException.UnprocessableContent refused) {
            List<FieldError> errors = problemReader
                    .read(refused, Problems.INVALID.name(), ProblemMembers.class)
                    .map(ProblemMembers::errors)
                    .orElseGet(() ->
                            List.of(new FieldError("/token", "unknown-token", "The gateway does not know this token")));
            throw new ProblemException(Problems.INVALID, errors.getFirst().message(), errors);
        } catch (RestClientException failure) {
            // The authorization refuses an unknown token, so carts can be filled while the payment service is down.
            log.warn("The payment service did not validate a token: {}", failure.getMessage());
        }
    }

    private record ProblemMembers(List<FieldError> errors) {}

    @Override
    public Optional<Saved> saved(String tenant, String id, String customerId) {
        try {
            PaymentClient.SavedPayment saved =
                    IdempotentCalls.retry(() -> payments.savedPayment(tenant, id, customerId));
            return Optional.of(new Saved(saved.gateway(), saved.token(), saved.type(), saved.billingAddress()));
        } catch (HttpClientErrorException refused) {
            return switch (refused.getStatusCode().value()) {
                case 404 -> Optional.empty();
                case 400, 409, 422 -> throw notAccepted(refused);
                // Missing permissions or too many calls are not the buyer's fault.
                default -> throw refused;
            };
        }
    }

    private ProblemException notAccepted(HttpClientErrorException refused) {
        FieldError error = problemReader.isProblem(refused, "payment-method-expired")
                ? new FieldError(SAVED_PAYMENT, "expired", "This saved payment has expired")
                : new FieldError(SAVED_PAYMENT, "not-accepted", "This saved payment is not accepted");
        return new ProblemException(Problems.INVALID, error.message(), List.of(error));
    }
}
