package io.checkoutsuite.operations.web;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.replay.ReplaySpec;
import io.checkoutsuite.web.access.Caller;
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
        @JsonAnySetter Map<String, Object> unknown) {

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
            @JsonAnySetter Map<String, Object> unknown) {}

    boolean isDryRun() {
        return !Boolean.FALSE.equals(dryRun);
    }

    /** @throws io.checkoutsuite.web.problem.ProblemException 422 with all errors */
    ReplaySpec toSpec(Caller caller) {
        ValidationErrors errors = new ValidationErrors();
        unknown.keySet().forEach(name -> errors.add("/" + name, "unknown-member", "A replay has no member " + name));
        filter.unknown()
                .keySet()
                .forEach(name -> errors.add("/filter/" + name, "unknown-filter", "Events have no filter " + name));
        EventType type = eventType(errors);
        Participant participant = target(errors);
        EventFilter eventFilter = new EventFilter(
                filter.cartId(),
                filter.requestId(),
                filter.orderNumber(),
                filter.from(),
                filter.to(),
                type,
                filter.failureType());
        if (errors.isEmpty() && eventFilter.isEmpty()) {
            errors.add("/filter", "missing", "At least one filter is required");
        }
        errors.throwIfAny();
        return new ReplaySpec(
                caller.tenant(),
                Objects.requireNonNullElse(caller.subject(), "operator"),
                eventFilter,
                participant,
                Objects.requireNonNullElse(perSecond, PER_SECOND),
                limit,
                reason);
    }

    private @Nullable Participant target(ValidationErrors errors) {
        if (target == null) {
            return null;
        }
        Participant participant = Participant.named(target).orElse(null);
        if (participant == null) {
            String names =
                    Participant.all().stream().map(Participant::serviceName).collect(joining(", "));
            errors.add("/target", "not-allowed", "target must be one of " + names);
        }
        return participant;
    }

    private @Nullable EventType eventType(ValidationErrors errors) {
        if (filter.eventType() == null) {
            return null;
        }
        EventType type =
                EventType.named(filter.eventType()).filter(OUTCOMES::contains).orElse(null);
        if (type == null) {
            errors.add("/filter/eventType", "unknown-type", "eventType must be checkoutCompletion or checkoutRollback");
        }
        return type;
    }
}
