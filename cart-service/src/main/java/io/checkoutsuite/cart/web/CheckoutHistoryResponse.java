package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.history.AttemptEvent;
import io.checkoutsuite.cart.history.CartHistory;
import io.checkoutsuite.cart.history.EventDigest;
import io.checkoutsuite.cart.history.HistoryCursor;
import io.checkoutsuite.cart.history.HistoryPage;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the checkout history. Members without a value are null and never absent, so that a member that was lost on the way is not mistaken for one.
 *
 * @param next the cursor of the next page; null on the last page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record CheckoutHistoryResponse(
        Instant asOf, @Nullable String next, List<UnknownCheckoutId> unknown, List<CartHistoryResponse> items) {

    static CheckoutHistoryResponse of(HistoryPage page) {
        HistoryCursor next = page.next();
        return new CheckoutHistoryResponse(
                page.asOf(),
                next == null ? null : next.text(),
                page.unknown().stream()
                        .map(id -> new UnknownCheckoutId(
                                id.id(), id.cartExists(), CheckoutEventResponse.ofNullable(id.rollback())))
                        .toList(),
                page.items().stream().map(CartHistoryResponse::of).toList());
    }

    /**
     * An id that names no cart or attempt.
     *
     * @param rollback the event that would release what is held for it; null if its cart exists or no events were asked for
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record UnknownCheckoutId(
            String id, boolean cartExists, @Nullable CheckoutEventResponse rollback) {}

    /**
     * A cart.
     *
     * @param unreadable why the cart cannot be read; null if it can
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CartHistoryResponse(
            String cartId,
            @Nullable String unreadable,
            List<AttemptHistoryResponse> attempts,
            List<PendingEvent> pending) {

        static CartHistoryResponse of(CartHistory cart) {
            return switch (cart) {
                case CartHistory.Readable(var cartId, var attempts, var pending) ->
                    new CartHistoryResponse(
                            cartId,
                            null,
                            attempts.stream().map(AttemptHistoryResponse::of).toList(),
                            pending.stream().map(PendingEvent::of).toList());
                case CartHistory.Unreadable(var cartId, var reason) ->
                    new CartHistoryResponse(cartId, reason, List.of(), List.of());
            };
        }
    }

    /**
     * An attempt.
     *
     * @param leaseUntil until when a process is expected to decide it or to renew its lease; null once it is decided
     * @param outcome null while it is undecided, like the other members of the decision
     * @param noEvent why no event can be created for a decided attempt; null if it can or no events were asked for
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AttemptHistoryResponse(
            String requestId,
            String orderNumber,
            String askedBy,
            Instant startedAt,
            @Nullable Instant leaseUntil,
            Attempt.@Nullable Outcome outcome,
            @Nullable Instant decidedAt,
            @Nullable FailureType failureType,
            @Nullable String failureMessage,
            List<ActivityFailure> failures,
            @Nullable AttemptCompensation compensation,
            @Nullable CheckoutEventResponse event,
            @Nullable String noEvent) {

        static AttemptHistoryResponse of(CartHistory.AttemptHistory history) {
            Attempt attempt = history.attempt();
            Attempt.Decided decided = attempt instanceof Attempt.Decided known ? known : null;
            Attempt.RolledBack rolledBack = attempt instanceof Attempt.RolledBack known ? known : null;
            return new AttemptHistoryResponse(
                    attempt.requestId(),
                    attempt.orderNumber(),
                    attempt.claim().submission().askedBy(),
                    attempt.claim().startedAt(),
                    attempt instanceof Attempt.Undecided undecided ? undecided.leaseUntil() : null,
                    decided == null ? null : decided.outcome(),
                    decided == null ? null : decided.decidedAt(),
                    rolledBack == null ? null : rolledBack.failure().type(),
                    rolledBack == null ? null : rolledBack.failure().message(),
                    attempt.failures(),
                    rolledBack == null ? null : AttemptCompensation.ofNullable(rolledBack.compensation()),
                    history.event() instanceof AttemptEvent.Created(var entry) ? CheckoutEventResponse.of(entry) : null,
                    history.event() instanceof AttemptEvent.Impossible(var reason) ? reason : null);
        }
    }

    /** The compensation of an attempt. */
    record AttemptCompensation(
            Compensation.State state, Instant dueAt, List<Compensation.RemainingActivity> remaining) {

        static @Nullable AttemptCompensation ofNullable(@Nullable Compensation compensation) {
            return compensation == null
                    ? null
                    : new AttemptCompensation(compensation.state(), dueAt(compensation), compensation.remaining());
        }

        /** When the next try is due, or when the retries ended. */
        private static Instant dueAt(Compensation compensation) {
            return switch (compensation) {
                case Compensation.Pending pending -> pending.dueAt();
                case Compensation.NeedsAttention needsAttention -> needsAttention.since();
                case Compensation.Done done -> done.since();
            };
        }
    }

    /**
     * An event that has been or would be published.
     *
     * @param digest SHA-256 of the body, in hexadecimal digits
     * @param body JSON, exactly as it is published
     */
    record CheckoutEventResponse(
            String eventId,
            String type,
            String digest,
            @JsonRawValue String body) {

        static CheckoutEventResponse of(OutboxEntry entry) {
            return new CheckoutEventResponse(entry.eventId(), entry.type(), EventDigest.of(entry), entry.body());
        }

        static @Nullable CheckoutEventResponse ofNullable(@Nullable OutboxEntry entry) {
            return entry == null ? null : of(entry);
        }
    }

    /** An event that the broker has not acknowledged yet. */
    record PendingEvent(String eventId, String requestId, Instant at) {

        static PendingEvent of(OutboxEntry entry) {
            return new PendingEvent(entry.eventId(), entry.requestId(), entry.at());
        }
    }
}
