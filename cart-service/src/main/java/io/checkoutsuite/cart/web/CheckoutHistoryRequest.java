package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.history.HistoryCursor;
import io.checkoutsuite.cart.history.HistoryFilter;
import io.checkoutsuite.cart.history.HistoryQuery;
import io.checkoutsuite.cart.history.HistoryQuery.AttemptSelection;
import io.checkoutsuite.events.EventType;
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
        @JsonAnySetter Map<String, Object> unknown) {

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
            @JsonAnySetter Map<String, Object> unknown) {

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

        private HistoryFilter toHistoryFilter(ValidationErrors errors) {
            unknown.keySet()
                    .forEach(name ->
                            errors.add("/filter/" + name, "unknown-filter", "Checkouts have no filter " + name));
            if (!hasAtMostOneSelection()) {
                errors.add(
                        "/filter",
                        "not-allowed",
                        "cartIds, requestIds, id, unfinished and the other filters are mutually exclusive");
            }
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
                            outcome(errors).orElse(null),
                            failure(errors).orElse(null));
        }

        private Optional<Attempt.Outcome> outcome(ValidationErrors errors) {
            if (eventType == null) {
                return Optional.empty();
            }
            Optional<Attempt.Outcome> outcome = EventType.named(eventType).map(type -> switch (type) {
                case CHECKOUT_COMPLETION -> Attempt.Outcome.COMPLETED;
                case CHECKOUT_ROLLBACK -> Attempt.Outcome.ROLLED_BACK;
                default -> null;
            });
            if (outcome.isEmpty()) {
                errors.add(
                        "/filter/eventType",
                        "unknown-type",
                        "eventType must be checkoutCompletion or checkoutRollback");
            }
            return outcome;
        }

        private Optional<FailureType> failure(ValidationErrors errors) {
            if (failureType == null) {
                return Optional.empty();
            }
            Optional<FailureType> failure = Arrays.stream(FailureType.values())
                    .filter(known -> known.name().equals(failureType))
                    .findFirst();
            if (failure.isEmpty()) {
                errors.add("/filter/failureType", "unknown-type", "There is no failure type " + failureType);
            }
            return failure;
        }
    }

    /** @throws io.checkoutsuite.web.problem.ProblemException 422 with all errors */
    HistoryQuery toQuery() {
        ValidationErrors errors = new ValidationErrors();
        unknown.keySet()
                .forEach(name -> errors.add("/" + name, "unknown-member", "A history request has no member " + name));
        HistoryFilter historyFilter = filter.toHistoryFilter(errors);
        if (attempts == AttemptSelection.NONE && withEvents()) {
            errors.add("/events", "not-allowed", "Carts without attempts have no events");
        }
        if (attempts == AttemptSelection.NONE && filter.namesIds()) {
            errors.add("/attempts", "not-allowed", "Carts that are asked for by an id are read with their attempts");
        }
        if (limit > mostPerPage()) {
            errors.add("/limit", "too-large", "limit must be at most " + mostPerPage());
        }
        HistoryCursor cursor = cursor(errors);
        errors.throwIfAny();
        return new HistoryQuery(historyFilter, attempts, withEvents(), cursor, limit);
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

    private HistoryCursor cursor(ValidationErrors errors) {
        if (after == null) {
            return HistoryCursor.START;
        }
        return HistoryCursor.parse(after).orElseGet(() -> {
            errors.add("/after", "malformed", "after must be the cursor of a page or a request id");
            return HistoryCursor.START;
        });
    }
}
