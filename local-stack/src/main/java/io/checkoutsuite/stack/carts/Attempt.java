package io.checkoutsuite.stack.carts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.stack.client.ServiceResponse;
import org.jspecify.annotations.Nullable;

/**
 * One submit and its response.
 *
 * @param requestId null if the submit was refused before it became a checkout attempt
 * @param failure the failure type; null if the submit succeeded
 * @param millis time from the click to the response
 * @param appliedMillis time from the response until every service had applied the outcome; null if this was not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attempt(
        @Nullable String requestId,
        boolean success,
        @Nullable String orderNumber,
        @Nullable String failure,
        int status,
        long millis,
        @Nullable Long appliedMillis) {

    /** Reads the response to a submit or to a later request for its outcome; {@code millis} is the time since the click. */
    public static Attempt fromResponse(ServiceResponse response, long millis) {
        boolean success = response.ok()
                && (response.body().path("success").asBoolean(false)
                        || response.text("state").equals("COMPLETED"));
        String requestId = response.text("requestId");
        return new Attempt(
                requestId.isEmpty() ? null : requestId,
                success,
                success ? response.text("orderNumber") : null,
                success ? null : response.reason(),
                response.status(),
                millis,
                null);
    }

    Attempt appliedAfter(long applied) {
        return new Attempt(requestId, success, orderNumber, failure, status, millis, applied);
    }
}
