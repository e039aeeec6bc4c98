package io.checkoutsuite.cart.history;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.history.CartHistory.AttemptHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Collects the carts of a page until it is full. */
@RequiredArgsConstructor
final class HistoryPageBuilder {

    /** The length of the events and failure messages of a page, in characters. A single attempt may be longer. */
    private static final long MAX_LENGTH = 4 * 1024 * 1024;

    private final HistoryQuery query;
    private final OutcomeEvents outcomeEvents;

    private final List<CartHistory> items = new ArrayList<>();
    private final Set<String> readable = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> requestIds = new HashSet<>();
    private @Nullable HistoryCursor last;
    private @Nullable HistoryCursor cut;
    private int entries;
    private long length;

    /** Adds a cart, or as many of its attempts as there is room for. Returns false if the page is full. */
    boolean add(StoredCart stored) {
        return switch (stored) {
            case StoredCart.Readable(var cart, var pending) -> {
                readable.add(cart.id());
                cart.attempts().forEach(attempt -> requestIds.add(attempt.requestId()));
                List<AttemptHistory> shown = new ArrayList<>();
                boolean complete = addAttempts(cart, shown);
                boolean hasPending = query.attempts() == HistoryQuery.AttemptSelection.ALL && !pending.isEmpty();
                if (!shown.isEmpty() || (complete && (hasPending || isNamed()))) {
                    items.add(new CartHistory.Readable(cart.id(), shown, pending));
                }
                yield complete && passed(cart.id());
            }
            case StoredCart.Unreadable(var cartId, var reason) -> {
                unreadable.add(cartId);
                if (!hasRoom(0)) {
                    cut = last;
                    yield false;
                }
                entries++;
                items.add(new CartHistory.Unreadable(cartId, reason));
                yield passed(cartId);
            }
        };
    }

    private boolean passed(String cartId) {
        last = HistoryCursor.afterCart(cartId);
        return true;
    }

    /** Carts that were asked for by their id are shown even if they were never submitted. */
    private boolean isNamed() {
        return query.filter() instanceof HistoryFilter.OfCarts || query.filter() instanceof HistoryFilter.OfAnyId;
    }

    /** Returns false if not all of them have room. */
    private boolean addAttempts(Cart cart, List<AttemptHistory> shown) {
        int seen = cart.id().equals(query.after().cartId()) ? query.after().attempt() : 0;
        for (int i = seen; i < cart.attempts().size(); i++) {
            Attempt attempt = cart.attempts().get(i);
            if (query.attempts() == HistoryQuery.AttemptSelection.MATCHING
                    && !query.filter().matches(attempt)) {
                continue;
            }
            AttemptHistory history = new AttemptHistory(attempt, event(cart, attempt));
            if (!hasRoom(length(history))) {
                cut = last;
                return false;
            }
            entries++;
            length += length(history);
            shown.add(history);
            last = new HistoryCursor(cart.id(), i + 1);
        }
        return true;
    }

    private boolean hasRoom(long more) {
        return entries == 0
                || (length + more <= MAX_LENGTH
                        && (query.attempts() == HistoryQuery.AttemptSelection.ALL || entries < query.limit()));
    }

    private AttemptEvent event(Cart cart, Attempt attempt) {
        if (!query.events() || !(attempt instanceof Attempt.Decided decided)) {
            return new AttemptEvent.None();
        }
        try {
            return new AttemptEvent.Created(outcomeEvents.entry(cart, decided));
        } catch (RuntimeException contradiction) {
            return new AttemptEvent.Impossible(contradiction.toString());
        }
    }

    private static long length(AttemptHistory history) {
        long failures = history.attempt().failures().stream()
                .map(ActivityFailure::message)
                .mapToLong(String::length)
                .sum();
        return history.event() instanceof AttemptEvent.Created(var entry)
                ? failures + entry.body().length()
                : failures;
    }

    List<CartHistory> items() {
        return items;
    }

    /** The end of the page if it was full before all carts were added; null otherwise. */
    @Nullable
    HistoryCursor cut() {
        return cut;
    }

    /** Whether a cart that was added has the id, readable or not. */
    boolean hasCart(String cartId) {
        return readable.contains(cartId) || unreadable.contains(cartId);
    }

    /** Whether a cart that was added has the attempt, or cannot be read and may have it. */
    boolean mayHaveAttempt(String requestId) {
        return requestIds.contains(requestId) || unreadable.contains(Cart.cartIdOf(requestId));
    }
}
