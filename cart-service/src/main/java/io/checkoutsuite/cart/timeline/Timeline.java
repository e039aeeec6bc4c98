package io.checkoutsuite.cart.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Attempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a cart, attempt by attempt. */
public record Timeline(String cartId, List<AttemptTimeline> attempts) {

    /**
     * One attempt.
     *
     * @param outcome absent while it is undecided
     * @param notAppliedBy the services that have not applied the outcome, or are unavailable
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AttemptTimeline(
            String requestId,
            String orderNumber,
            Attempt.@Nullable Outcome outcome,
            List<Entry> entries,
            List<String> notAppliedBy) {}

    /**
     * One entry of the timeline.
     *
     * @param at absent if the time is unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(@Nullable Instant at, String service, String what, String detail) {}
}
