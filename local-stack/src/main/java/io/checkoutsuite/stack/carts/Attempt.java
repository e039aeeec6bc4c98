package io.checkoutsuite.stack.carts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.stack.client.Answer;
import org.jspecify.annotations.Nullable;

/**
 * One submit and its response.
 *
 * @param requestId null if the submit was refused before it became a checkout attempt
 * @param failure the failure type; null if the submit succeeded
 * @param millis time from the click to the response
 * @param agreedMillis time from the response until every service had applied the outcome; null if this was not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attempt(
        @Nullable String requestId,
        boolean success,
        @Nullable String orderNumber,
        @Nullable String failure,
        int status,
        long millis,
        @Nullable Long agreedMillis) {

    /** Reads the response to a submit or to a later request for its outcome; {@code millis} is the time since the click. */
    public static Attempt answered(Answer answer, long millis) {
        boolean success = answer.ok()
                && (answer.body().path("success").asBoolean(false)
                        || answer.text("state").equals("COMPLETED"));
        String requestId = answer.text("requestId");
        return new Attempt(
                requestId.isEmpty() ? null : requestId,
                success,
                success ? answer.text("orderNumber") : null,
                success ? null : answer.reason(),
                answer.status(),
                millis,
                null);
    }

    Attempt agreedAfter(long agreed) {
        return new Attempt(requestId, success, orderNumber, failure, status, millis, agreed);
    }
}
