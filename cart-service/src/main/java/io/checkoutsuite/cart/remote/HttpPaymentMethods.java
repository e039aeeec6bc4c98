package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.cart.PaymentMethods;
import io.checkoutsuite.web.http.IdempotentCalls;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Validates tokens and reads saved payments in the payment service. */
@Slf4j
@Component
@RequiredArgsConstructor
class HttpPaymentMethods implements PaymentMethods {

    private final PaymentClient payments;
    private final ProblemReader problemReader;

    @Override
    public Handler requireUsable(
            String tenant, @Nullable String gateway, @Nullable String token, @Nullable String type) {
        try {
            PaymentClient.ValidToken valid = IdempotentCalls.retry(
                    () -> payments.validate(tenant, new PaymentClient.Token(gateway, token, type)));
            return new Handler(valid.gateway(), valid.severalPayments());
        } catch (HttpClientErrorException.UnprocessableContent refused) {
            List<FieldError> errors = problemReader
                    .read(refused, Problems.INVALID.name(), ProblemMembers.class)
                    .map(ProblemMembers::errors)
                    .orElseGet(() ->
                            List.of(new FieldError("/token", "unknown-token", "The gateway does not know this token")));
            throw new ProblemException(Problems.INVALID, errors.getFirst().message(), errors);
        } catch (RestClientException failure) {
            if (gateway == null) {
                throw failure;
            }
            // The authorization refuses an unknown token and a second payment that the gateway does not accept, so
            // carts can be filled while the payment service is down.
            log.warn("The payment service did not validate a token: {}", failure.getMessage());
            return new Handler(gateway, true);
        }
    }

    private record ProblemMembers(List<FieldError> errors) {}

    @Override
    public Optional<Saved> saved(String tenant, String id, String customerId) {
        return saved("/savedPaymentId", () -> payments.savedPayment(tenant, id, customerId));
    }

    @Override
    public Optional<Saved> defaultOf(String tenant, String customerId) {
        return saved("/useDefault", () -> payments.defaultPayment(tenant, customerId));
    }

    /** @param pointer the member of the buyer's request that a refusal is about */
    private Optional<Saved> saved(String pointer, Supplier<PaymentClient.SavedPayment> read) {
        try {
            PaymentClient.SavedPayment saved = IdempotentCalls.retry(read);
            return Optional.of(new Saved(
                    saved.id(),
                    new Handler(saved.gateway(), saved.severalPayments()),
                    saved.token(),
                    saved.type(),
                    saved.billingAddress()));
        } catch (HttpClientErrorException refused) {
            return switch (refused.getStatusCode().value()) {
                case 404 -> Optional.empty();
                case 400, 409, 422 -> throw notAccepted(pointer, refused);
                // Missing permissions or too many calls are not the buyer's fault.
                default -> throw refused;
            };
        }
    }

    private ProblemException notAccepted(String pointer, HttpClientErrorException refused) {
        FieldError error = problemReader.isProblem(refused, "payment-method-expired")
                ? new FieldError(pointer, "expired", "This saved payment has expired")
                : new FieldError(pointer, "not-accepted", "This saved payment is not accepted");
        return new ProblemException(Problems.INVALID, error.message(), List.of(error));
    }
}
