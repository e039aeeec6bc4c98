package io.checkoutsuite.payment.web;

import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.ProblemTypes;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The problem types that only this service returns. */
@Configuration(proxyBeanMethods = false)
class PaymentProblems {

    static final ProblemType REFUSED = new ProblemType(
            "payment-refused",
            HttpStatus.PAYMENT_REQUIRED,
            "A payment was refused",
            "Nothing is held. The failures name each refused payment and say whether a retry with it may succeed later (SOFT) or never (HARD).");
    static final ProblemType UNUSABLE = new ProblemType(
            "payment-method-unusable",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "A saved payment method cannot be used any more",
            "It was removed or has expired since it was chosen. The failures name each payment; the customer has to choose another payment method.");
    static final ProblemType WEBHOOK_REFUSED = new ProblemType(
            "webhook-refused",
            HttpStatus.BAD_REQUEST,
            "The notification is refused",
            "Its signature does not match, or it is too old or too new. Check the secret of the gateway's webhooks and the clock.");
    static final ProblemType UNAVAILABLE = new ProblemType(
            "payment-unavailable",
            HttpStatus.SERVICE_UNAVAILABLE,
            "The gateway gives no definite response",
            "Nothing is held, or the holds are being reversed. Send the same request again after Retry-After seconds, or delete it.");
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
    static final ProblemType REVERSAL_REFUSED = new ProblemType(
            "reversal-refused",
            HttpStatus.CONFLICT,
            "The gateway refuses the reversal",
            "The request is closed, but its money may still be held. The reversal is retried automatically and is on the operators' work list.");
    static final ProblemType AMOUNT_NOT_AVAILABLE = new ProblemType(
            "amount-not-available",
            HttpStatus.CONFLICT,
            "The amount is not available",
            "A capture or release is limited to what is still held, a refund to what was captured and not returned, a settlement to what was captured and not settled, a credit to the amount of the payment. The member available contains the limit.");
    static final ProblemType EXPIRED = new ProblemType(
            "payment-method-expired",
            HttpStatus.CONFLICT,
            "The payment method has expired",
            "The customer has to save it again or choose another one.");

    @Bean
    ProblemTypes paymentProblemTypes() {
        return () -> List.of(
                REFUSED,
                UNUSABLE,
                WEBHOOK_REFUSED,
                UNAVAILABLE,
                CLOSED,
                BOUND,
                REVERSAL_REFUSED,
                AMOUNT_NOT_AVAILABLE,
                EXPIRED);
    }

    /** @param retryAfter in seconds */
    static ProblemException unavailable(String detail, int retryAfter) {
        return new ProblemException(UNAVAILABLE, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter));
    }
}
