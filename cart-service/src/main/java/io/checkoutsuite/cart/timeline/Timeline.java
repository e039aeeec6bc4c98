package io.checkoutsuite.cart.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Attempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a cart, attempt by attempt. */
public record Timeline(String cartId, List<Try> attempts) {

    /**
     * One attempt.
     *
     * @param outcome absent while it is undecided
     * @param notAppliedBy the services that have not applied the outcome, or do not say so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Try(
            String requestId,
            String orderNumber,
            Attempt.@Nullable Outcome outcome,
            List<Entry> entries,
            List<String> notAppliedBy) {}

    /**
     * One thing that happened.
     *
     * @param at absent if nobody has written the time down
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(@Nullable Instant at, String service, String what, String detail) {}
}
