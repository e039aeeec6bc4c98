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

/** Maps failed calls to other services during cart editing to problems that the buyer can act on, never to an internal error. */
@Slf4j
@Component
@RequiredArgsConstructor
class ParticipantCalls {

    private static final String RETRY_SECONDS = "2";

    private final ProblemReader problemReader;

    private record ProblemMembers(
            @Nullable String detail, @Nullable List<FieldError> errors) {}

    /**
     * Makes the call and returns its response.
     *
     * @throws ProblemException 422 if the service does not accept the content of the cart, 503 if it is unavailable or denies access
     */
    <T> T call(String service, Supplier<T> call) {
        try {
            return call.get();
        } catch (HttpClientErrorException refused) {
            throw ProblemReader.isContentError(refused) ? notAccepted(service, refused) : unavailable(service, refused);
        } catch (RestClientException failure) {
            log.warn("The {} service does not answer: {}", service, failure.toString());
            throw unavailable(service);
        }
    }

    private ProblemException notAccepted(String service, HttpClientErrorException refused) {
        log.error("The {} service does not accept valid cart content: {}", service, refused.getMessage());
        List<FieldError> errors = problemReader
                .read(refused, Problems.INVALID.name(), ProblemMembers.class)
                .map(ProblemMembers::errors)
                .orElse(List.of());
        return new ProblemException(
                Problems.INVALID, "The " + service + " service does not accept this cart; it was not changed", errors);
    }

    private static ProblemException unavailable(String service, HttpClientErrorException refused) {
        log.error("The {} service refused the call: {}", service, refused.getMessage());
        return unavailable(service);
    }

    private static ProblemException unavailable(String service) {
        return new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, "The " + service + " service does not answer")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
}
