package io.checkoutsuite.operations.web;

import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.history.FilterRefusedException;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Names the service that is unavailable, and relays what the cart service does not accept in a filter. */
@Slf4j
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class HistoryProblemAdvice {

    private static final String CART = "cart";
    private static final String RETRY_SECONDS = "10";

    @ExceptionHandler
    ProblemException unavailable(ParticipantUnavailableException unavailable) {
        return unavailable(unavailable.service(), unavailable.getMessage());
    }

    @ExceptionHandler
    ProblemException unavailable(CartServiceUnavailableException unavailable) {
        return unavailable(CART, unavailable.getMessage());
    }

    private static ProblemException unavailable(String service, @Nullable String detail) {
        log.warn("A request failed: {}", detail);
        return new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, String.valueOf(detail))
                .with("service", service)
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    @ExceptionHandler
    ProblemException refused(FilterRefusedException refused) {
        return new ProblemException(Problems.INVALID, String.valueOf(refused.getMessage()), refused.errors());
    }
}
