package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.history.HistoryCursor;
import io.checkoutsuite.cart.history.HistoryFilter;
import io.checkoutsuite.cart.history.HistoryQuery;
import io.checkoutsuite.cart.history.HistoryQuery.AttemptSelection;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of the checkout history.
 *
 * @param attempts which attempts of the selected carts to read
 * @param events whether to create the outcome events; false by default
 * @param after the cursor of the previous page, or the request id of an attempt; null for the first page
 * @param unknown unknown members; they are refused, because a misspelt one would mean other checkouts than intended
 */
record CheckoutHistoryRequest(
        @Valid @NotNull CheckoutFilter filter,
        @NotNull AttemptSelection attempts,
        @Nullable Boolean events,
        @Nullable @Size(max = 80) String after,
        @NotNull @Min(1) Integer limit,
        @JsonAnySetter Map<String, Object> unknown)
        implements CheckedRequest {

    private static final int MOST_IDS = 200;

    /** Carts are named only. */
    private static final int MOST_NAMED = 5_000;

    private static final int MOST_CARTS = 200;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int MOST_ATTEMPTS_WITH_EVENTS = 100;

    /**
     * Selects carts and attempts. {@code cartIds}, {@code requestIds}, {@code id} and {@code unfinished} stand alone; the other conditions hold
     * together, and without any of them every cart is selected.
     *
     * @param id a cart id, request id or order number
     */
    record CheckoutFilter(
            @Nullable @Size(min = 1, max = MOST_IDS) List<@NotNull @CheckoutId String> cartIds,
            @Nullable @Size(min = 1, max = MOST_IDS) List<@NotNull @CheckoutId String> requestIds,
            @Nullable @CheckoutId String id,
            @Nullable @CheckoutId String cartId,
            @Nullable @CheckoutId String requestId,
            @Nullable @CheckoutId String orderNumber,
            @Nullable Instant decidedFrom,
            @Nullable Instant decidedTo,
            @Nullable @Size(max = 64) String eventType,
            @Nullable @Size(max = 64) String failureType,
            @Nullable Boolean unfinished,
            @JsonAnySetter Map<String, Object> unknown)
            implements CheckedRequest {

        private boolean isUnfinished() {
            return Boolean.TRUE.equals(unfinished);
        }

        private boolean hasConditions() {
            return Stream.of(cartId, requestId, orderNumber, decidedFrom, decidedTo, eventType, failureType)
                    .anyMatch(given -> given != null);
        }

        private boolean hasAtMostOneSelection() {
            return Stream.of(cartIds != null, requestIds != null, id != null, isUnfinished(), hasConditions())
                            .filter(given -> given)
                            .count()
                    <= 1;
        }

        private boolean namesIds() {
            return cartIds != null || requestIds != null || id != null;
        }

        @Override
        public void check(ValidationErrors errors) {
            unknown.keySet()
                    .forEach(name -> errors.add("/" + name, "unknown-filter", "Checkouts have no filter " + name));
            if (!hasAtMostOneSelection()) {
                errors.add(
                        "",
                        "not-allowed",
                        "cartIds, requestIds, id, unfinished and the other filters are mutually exclusive");
            }
            if (eventType != null && outcome().isEmpty()) {
                errors.add("/eventType", "unknown-type", "eventType must be checkoutCompletion or checkoutRollback");
            }
            if (failureType != null && failure().isEmpty()) {
                errors.add("/failureType", "unknown-type", "There is no failure type " + failureType);
            }
        }

        private HistoryFilter toHistoryFilter() {
            if (cartIds != null) {
                return new HistoryFilter.OfCarts(cartIds);
            }
            if (requestIds != null) {
                return new HistoryFilter.OfAttempts(requestIds);
            }
            if (id != null) {
                return new HistoryFilter.OfAnyId(id);
            }
            return isUnfinished()
                    ? new HistoryFilter.Unfinished()
                    : new HistoryFilter.Conditions(
                            cartId,
                            requestId,
                            orderNumber,
                            decidedFrom,
                            decidedTo,
                            outcome().orElse(null),
                            failure().orElse(null));
        }

        private Optional<Attempt.Outcome> outcome() {
            return Optional.ofNullable(eventType).flatMap(EventType::named).map(type -> switch (type) {
                case CHECKOUT_COMPLETION -> Attempt.Outcome.COMPLETED;
                case CHECKOUT_ROLLBACK -> Attempt.Outcome.ROLLED_BACK;
                default -> null;
            });
        }

        private Optional<FailureType> failure() {
            return Arrays.stream(FailureType.values())
                    .filter(known -> known.name().equals(failureType))
                    .findFirst();
        }
    }

    @Override
    public void check(ValidationErrors errors) {
        unknown.keySet()
                .forEach(name -> errors.add("/" + name, "unknown-member", "A history request has no member " + name));
        if (attempts == AttemptSelection.NONE && withEvents()) {
            errors.add("/events", "not-allowed", "Carts without attempts have no events");
        }
        if (attempts == AttemptSelection.NONE && filter != null && filter.namesIds()) {
            errors.add("/attempts", "not-allowed", "Carts that are asked for by an id are read with their attempts");
        }
        if (attempts != null && limit != null && limit > mostPerPage()) {
            errors.add("/limit", "too-large", "limit must be at most " + mostPerPage());
        }
        if (after != null && HistoryCursor.parse(after).isEmpty()) {
            errors.add("/after", "malformed", "after must be the cursor of a page or a request id");
        }
    }

    HistoryQuery toQuery() {
        HistoryCursor cursor =
                Optional.ofNullable(after).flatMap(HistoryCursor::parse).orElse(HistoryCursor.START);
        return new HistoryQuery(filter.toHistoryFilter(), attempts, withEvents(), cursor, limit);
    }

    private boolean withEvents() {
        return Boolean.TRUE.equals(events);
    }

    private int mostPerPage() {
        return switch (attempts) {
            case NONE -> MOST_NAMED;
            case MATCHING -> withEvents() ? MOST_ATTEMPTS_WITH_EVENTS : MOST_ATTEMPTS;
            case ALL -> MOST_CARTS;
        };
    }
}
