package io.checkoutsuite.operations.web;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.replay.ReplaySpec;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator's request to publish events again.
 *
 * @param dryRun only previews what would change; the default
 * @param unknown unknown members; they are refused, because a misspelt filter would match more events than intended
 */
record ReplayRequest(
        @Valid @NotNull ReplayFilter filter,
        @Nullable Boolean dryRun,
        @Nullable @Size(max = 32) String target,
        @Nullable @Min(1) @Max(1_000) Integer perSecond,
        @Nullable @Min(1) Long limit,
        @Nullable @Size(max = 500) String reason,
        @JsonAnySetter Map<String, Object> unknown)
        implements CheckedRequest {

    private static final int PER_SECOND = 50;
    private static final List<EventType> OUTCOMES = List.of(EventType.CHECKOUT_COMPLETION, EventType.CHECKOUT_ROLLBACK);

    /** The filter of the events. The cart service knows the failure types. */
    record ReplayFilter(
            @Nullable @Size(min = 1, max = 200) String cartId,
            @Nullable @Size(min = 1, max = 200) String requestId,
            @Nullable @Size(min = 1, max = 200) String orderNumber,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable @Size(max = 64) String eventType,
            @Nullable @Size(max = 64) String failureType,
            @JsonAnySetter Map<String, Object> unknown)
            implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            unknown.keySet().forEach(name -> errors.add("/" + name, "unknown-filter", "Events have no filter " + name));
            if (eventType != null && outcome().isEmpty()) {
                errors.add("/eventType", "unknown-type", "eventType must be checkoutCompletion or checkoutRollback");
            }
            if (errors.isEmpty() && toEventFilter().isEmpty()) {
                errors.add("", "missing", "At least one filter is required");
            }
        }

        private EventFilter toEventFilter() {
            return new EventFilter(
                    cartId, requestId, orderNumber, from, to, outcome().orElse(null), failureType);
        }

        private Optional<EventType> outcome() {
            return Optional.ofNullable(eventType).flatMap(EventType::named).filter(OUTCOMES::contains);
        }
    }

    boolean isDryRun() {
        return !Boolean.FALSE.equals(dryRun);
    }

    @Override
    public void check(ValidationErrors errors) {
        unknown.keySet().forEach(name -> errors.add("/" + name, "unknown-member", "A replay has no member " + name));
        if (target != null && participant().isEmpty()) {
            String names =
                    Participant.all().stream().map(Participant::serviceName).collect(joining(", "));
            errors.add("/target", "not-allowed", "target must be one of " + names);
        }
    }

    ReplaySpec toSpec(Caller caller) {
        return new ReplaySpec(
                caller.tenant(),
                Objects.requireNonNullElse(caller.subject(), "operator"),
                filter.toEventFilter(),
                participant().orElse(null),
                Objects.requireNonNullElse(perSecond, PER_SECOND),
                limit,
                reason);
    }

    private Optional<Participant> participant() {
        return Optional.ofNullable(target).flatMap(Participant::named);
    }
}
