package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.checkoutsuite.cart.history.RepublishOutcomes.PreviewedOutcome;
import io.checkoutsuite.cart.history.RepublishOutcomes.Replay;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for events to be published again.
 *
 * @param replayId each listener applies an event once per replay; null only if nothing but pending events is published
 * @param target the only participant that is to apply the events; null for all, but not for orphans
 * @param by who asked for it, for the log
 * @param outcomes outcomes of decided attempts, as they were previewed
 * @param orphans request ids without a cart, whose rollback is published
 * @param pendingOf carts whose pending events are published
 * @param unknown unknown members, which are refused
 */
record EventPublicationRequest(
        @Nullable @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String replayId,
        @Nullable @Size(max = 32) String target,
        @NotBlank @Size(max = 200) String by,
        @Size(max = MOST) List<@Valid @NotNull PreviewedOutcomeRequest> outcomes,
        @Size(max = MOST) List<@NotNull @CheckoutId String> orphans,
        @Size(max = MOST) List<@NotNull @CheckoutId String> pendingOf,
        @JsonAnySetter Map<String, Object> unknown)
        implements CheckedRequest {

    private static final int MOST = 100;
    private static final List<String> PARTICIPANTS = List.of("order", "inventory", "offer", "payment");

    EventPublicationRequest {
        // Jackson passes null for members that are missing.
        outcomes = outcomes == null ? List.of() : outcomes;
        orphans = orphans == null ? List.of() : orphans;
        pendingOf = pendingOf == null ? List.of() : pendingOf;
    }

    /** An outcome with the digest of its previewed event. */
    record PreviewedOutcomeRequest(
            @NotNull @CheckoutId String requestId,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String digest,
            @JsonAnySetter Map<String, Object> unknown)
            implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            unknown.keySet()
                    .forEach(name -> errors.add("/" + name, "unknown-member", "An outcome has no member " + name));
        }
    }

    @Override
    public void check(ValidationErrors errors) {
        unknown.keySet()
                .forEach(name -> errors.add("/" + name, "unknown-member", "A publication has no member " + name));
        int count = outcomes.size() + orphans.size() + pendingOf.size();
        boolean eachFits = Stream.of(outcomes, orphans, pendingOf).allMatch(list -> list.size() <= MOST);
        if (count < 1 || (count > MOST && eachFits)) {
            errors.add(
                    "", "wrong-size", "outcomes, orphans and pendingOf must have 1 to " + MOST + " elements together");
        }
        if (replayId == null && count > pendingOf.size()) {
            errors.add("/replayId", "missing", "Events are published again for a replay");
        }
        if (target != null && !PARTICIPANTS.contains(target)) {
            errors.add("/target", "not-allowed", "target must be one of " + String.join(", ", PARTICIPANTS));
        }
        if (target == null && !orphans.isEmpty()) {
            errors.add("/target", "missing", "The rollback of an orphan is for the participant that holds something");
        }
    }

    /** The replay for which events are published; empty if only pending events are. */
    Optional<Replay> replay() {
        return Optional.ofNullable(replayId).map(id -> new Replay(id, target, by));
    }

    List<PreviewedOutcome> previewedOutcomes() {
        return outcomes.stream()
                .map(outcome -> new PreviewedOutcome(outcome.requestId(), outcome.digest()))
                .toList();
    }
}
