package io.checkoutsuite.cart.remote;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.List;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Turns what other services answer while a cart is edited into what its buyer can do about it; never into an error of ours. */
@Slf4j
@Component
@RequiredArgsConstructor
class Answers {

    private static final String RETRY_SECONDS = "2";

    private final Refusals refusals;

    private record Refused(
            @Nullable String detail, @Nullable List<FieldError> errors) {}

    /**
     * The other service's answer.
     *
     * @throws ProblemException 422 if it does not accept what the cart says, 503 if it does not answer or does not let us in
     */
    <T> T of(String service, Supplier<T> call) {
        try {
            return call.get();
        } catch (HttpClientErrorException refused) {
            throw Refusals.isAboutContent(refused) ? notAccepted(service, refused) : unavailable(service, refused);
        } catch (RestClientException noAnswer) {
            log.warn("The {} service does not answer: {}", service, noAnswer.toString());
            throw unavailable(service);
        }
    }

    private ProblemException notAccepted(String service, HttpClientErrorException refused) {
        log.error("The {} service does not accept what a cart may say: {}", service, refused.getMessage());
        List<FieldError> errors = refusals.read(refused, Problems.INVALID.name(), Refused.class)
                .map(Refused::errors)
                .orElse(List.of());
        return new ProblemException(
                Problems.INVALID, "The " + service + " service does not accept this cart: it was not changed", errors);
    }

    private static ProblemException unavailable(String service, HttpClientErrorException refused) {
        log.error("The {} service refuses our call: {}", service, refused.getMessage());
        return unavailable(service);
    }

    private static ProblemException unavailable(String service) {
        return new ProblemException(Problems.UNAVAILABLE, "The " + service + " service does not answer")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
}
