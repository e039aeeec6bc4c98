package io.checkoutsuite.payment.web;

import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.ProblemTypes;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The kinds of problem that only this service answers with. */
@Configuration(proxyBeanMethods = false)
class PaymentProblems {

    static final ProblemType REFUSED = new ProblemType(
            "payment-refused",
            HttpStatus.PAYMENT_REQUIRED,
            "A payment was refused",
            "Nothing is held. The failures say which payment, and whether the same one may work later (SOFT) or never (HARD).");
    static final ProblemType UNAVAILABLE = new ProblemType(
            "payment-unavailable",
            HttpStatus.SERVICE_UNAVAILABLE,
            "The gateway gives no definite answer",
            "Nothing is held, or it is being given back. Send the same request again after Retry-After seconds, or give up and delete it.");
    static final ProblemType CLOSED = new ProblemType(
            "authorization-closed",
            HttpStatus.CONFLICT,
            "The request was reversed",
            "A reversed request stays reversed. A new attempt needs a new request id.");
    static final ProblemType BOUND = new ProblemType(
            "payment-bound",
            HttpStatus.CONFLICT,
            "The payments are part of an order",
            "Payments of a submitted order are not reversed automatically. Refund what was captured instead.");
    static final ProblemType NOT_REVERSED = new ProblemType(
            "reversal-refused",
            HttpStatus.CONFLICT,
            "The gateway refuses to give back",
            "The request is closed, but its money may still be held. It is asked for again by itself, and stands on the operators' work list.");
    static final ProblemType TOO_MUCH = new ProblemType(
            "amount-not-available",
            HttpStatus.CONFLICT,
            "More than is there",
            "A capture takes at most what is still held, a refund at most what was captured and not refunded; available says how much that is.");
    static final ProblemType EXPIRED = new ProblemType(
            "payment-method-expired",
            HttpStatus.CONFLICT,
            "The means of payment has expired",
            "The customer has to save it anew or choose another one.");

    @Bean
    ProblemTypes paymentProblemTypes() {
        return () -> List.of(REFUSED, UNAVAILABLE, CLOSED, BOUND, NOT_REVERSED, TOO_MUCH, EXPIRED);
    }

    /** @param retryAfter in seconds */
    static ProblemException unavailable(String detail, int retryAfter) {
        return new ProblemException(UNAVAILABLE, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter));
    }
}
