package io.checkoutsuite.stack.carts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.stack.client.Answer;
import org.jspecify.annotations.Nullable;

/**
 * One submit and its answer.
 *
 * @param requestId null if it was refused before it became a checkout attempt
 * @param failure the failure type; null if it succeeded
 * @param millis from the click to the answer
 * @param agreedMillis from the answer until every service had applied it; null if nobody watched
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

    /** What the answer to a submit, or the later question for its outcome, says; {@code millis} from the click. */
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
