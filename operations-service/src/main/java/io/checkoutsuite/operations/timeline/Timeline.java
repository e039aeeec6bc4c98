package io.checkoutsuite.operations.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a cart, attempt by attempt.
 *
 * @param unreadable why nothing is known about its attempts; absent if the cart can be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timeline(String cartId, @Nullable String unreadable, List<AttemptTimeline> attempts) {

    /**
     * One attempt.
     *
     * @param outcome absent while it is undecided
     * @param notAppliedBy the services that have not applied the outcome
     * @param unavailable the services that did not answer, so that nobody knows whether they have applied it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AttemptTimeline(
            String requestId,
            String orderNumber,
            @Nullable Outcome outcome,
            List<TimelineEntry> entries,
            List<String> notAppliedBy,
            List<String> unavailable) {}

    /** How an attempt ended. */
    public enum Outcome {
        COMPLETED,
        ROLLED_BACK
    }

    /**
     * One entry of the timeline.
     *
     * @param at absent if the time is unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TimelineEntry(@Nullable Instant at, String service, String what, String detail) {}
}
