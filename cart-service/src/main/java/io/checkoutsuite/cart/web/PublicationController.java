package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.history.PublicationResult;
import io.checkoutsuite.cart.history.RepublishOutcomes;
import io.checkoutsuite.messaging.BrokerUnavailableException;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Publishes events again for the operations service. */
@RestController
@RequiredArgsConstructor
class PublicationController {

    private final RepublishOutcomes republishing;

    /** One result for each id, in the order of outcomes, orphans and carts. */
    record EventPublicationResponse(List<EventPublicationResult> results) {}

    /**
     * What became of one id.
     *
     * @param eventId the event that was published or has changed; null for all other results
     * @param detail why there is no event; null for all other results
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EventPublicationResult(
            String id,
            Kind result,
            @Nullable String eventId,
            @Nullable String detail) {

        /** The kinds of results. */
        enum Kind {
            PUBLISHED,
            CHANGED,
            NOT_DECIDED,
            NO_EVENT,
            UNKNOWN,
            CART_EXISTS,
            NOTHING_PENDING
        }

        static EventPublicationResult of(PublicationResult result) {
            return switch (result) {
                case PublicationResult.Published(var id, var eventId) ->
                    new EventPublicationResult(id, Kind.PUBLISHED, eventId, null);
                case PublicationResult.Relayed(var id) -> new EventPublicationResult(id, Kind.PUBLISHED, null, null);
                case PublicationResult.Changed(var id, var eventId) ->
                    new EventPublicationResult(id, Kind.CHANGED, eventId, null);
                case PublicationResult.NotDecided(var id) ->
                    new EventPublicationResult(id, Kind.NOT_DECIDED, null, null);
                case PublicationResult.NoEvent(var id, var reason) ->
                    new EventPublicationResult(id, Kind.NO_EVENT, null, reason);
                case PublicationResult.Unknown(var id) -> new EventPublicationResult(id, Kind.UNKNOWN, null, null);
                case PublicationResult.CartExists(var id) ->
                    new EventPublicationResult(id, Kind.CART_EXISTS, null, null);
                case PublicationResult.NothingPending(var id) ->
                    new EventPublicationResult(id, Kind.NOTHING_PENDING, null, null);
            };
        }
    }

    @Operation(summary = "Publishes outcome events and pending events again")
    @PostMapping("/internal/checkouts/publications")
    EventPublicationResponse publishAgain(Caller caller, @Valid @RequestBody EventPublicationRequest request) {
        List<PublicationResult> results = new ArrayList<>();
        try {
            request.replay().ifPresent(replay -> {
                results.addAll(republishing.outcomes(caller.tenant(), replay, request.previewedOutcomes()));
                results.addAll(republishing.orphans(caller.tenant(), replay, request.orphans()));
            });
        } catch (BrokerUnavailableException unavailable) {
            throw new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, String.valueOf(unavailable.getMessage()))
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        results.addAll(republishing.pending(caller.tenant(), request.by(), request.pendingOf()));
        return new EventPublicationResponse(
                results.stream().map(EventPublicationResult::of).toList());
    }
}
