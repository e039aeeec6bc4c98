package io.checkoutsuite.cart.history;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.history.HistoryPage.UnknownId;
import io.checkoutsuite.mongo.DatabaseClock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads the checkout history page by page. Whoever reads all pages has seen every attempt that was there when the first page was read. */
@Service
@RequiredArgsConstructor
public class ReadCheckoutHistory {

    private final CheckoutHistory history;
    private final OutcomeEvents outcomeEvents;
    private final OrphanRollbacks orphanRollbacks;
    private final DatabaseClock clock;

    public HistoryPage page(String tenant, HistoryQuery query) {
        Instant asOf = clock.instant();
        List<String> selected = history.cartIds(tenant, query.filter(), query.after(), query.limit() + 1);
        List<String> cartIds = selected.subList(0, Math.min(selected.size(), query.limit()));
        HistoryCursor more = selected.size() > query.limit() ? HistoryCursor.afterCart(cartIds.getLast()) : null;
        if (query.attempts() == HistoryQuery.AttemptSelection.NONE) {
            return new HistoryPage(
                    asOf,
                    cartIds.stream()
                            .<CartHistory>map(id -> new CartHistory.Readable(id, List.of(), List.of()))
                            .toList(),
                    List.of(),
                    more);
        }
        HistoryPageBuilder page = new HistoryPageBuilder(query, outcomeEvents);
        try (Stream<StoredCart> carts = history.carts(tenant, cartIds)) {
            Iterator<StoredCart> cart = carts.iterator();
            while (cart.hasNext() && page.add(cart.next())) {
                // Each cart is released before the next one is read.
            }
        }
        HistoryCursor next = page.cut() == null ? more : page.cut();
        return new HistoryPage(asOf, page.items(), unknown(tenant, query, page, next, asOf), next);
    }

    private List<UnknownId> unknown(
            String tenant, HistoryQuery query, HistoryPageBuilder page, @Nullable HistoryCursor next, Instant asOf) {
        return switch (query.filter()) {
            case HistoryFilter.OfCarts(var cartIds) ->
                unknown(
                        tenant,
                        cartIds.stream()
                                .filter(id -> isOnPage(HistoryCursor.afterCart(id), query.after(), next))
                                .filter(id -> !page.hasCart(id)),
                        UnaryOperator.identity());
            case HistoryFilter.OfAttempts(var requestIds) -> {
                List<UnknownId> unknown = unknown(
                        tenant,
                        requestIds.stream()
                                .filter(id -> isOnPage(HistoryCursor.of(id), query.after(), next))
                                .filter(id -> !page.mayHaveAttempt(id)),
                        Cart::cartIdOf);
                yield query.events() ? withRollbacks(tenant, unknown, asOf) : unknown;
            }
            case HistoryFilter.OfAnyId(var id) ->
                page.items().isEmpty() && query.after().equals(HistoryCursor.START)
                        ? unknown(tenant, Stream.of(id), Cart::cartIdOf)
                        : List.of();
            case HistoryFilter.Unfinished unfinished -> List.of();
            case HistoryFilter.Conditions conditions -> List.of();
        };
    }

    private static boolean isOnPage(HistoryCursor place, HistoryCursor after, @Nullable HistoryCursor next) {
        return place.compareTo(after) > 0 && (next == null || place.compareTo(next) <= 0);
    }

    /** Reads the carts once more: an id is reported without a cart only if a majority of the database has none. */
    private List<UnknownId> unknown(String tenant, Stream<String> missing, UnaryOperator<String> cartIdOf) {
        List<String> ids = missing.distinct().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Set<String> existing =
                history.existing(tenant, ids.stream().map(cartIdOf).collect(toSet()));
        return ids.stream()
                .map(id -> new UnknownId(id, existing.contains(cartIdOf.apply(id)), null))
                .toList();
    }

    private List<UnknownId> withRollbacks(String tenant, List<UnknownId> unknown, Instant at) {
        return unknown.stream()
                .map(id -> id.cartExists()
                        ? id
                        : new UnknownId(id.id(), false, orphanRollbacks.rollback(tenant, id.id(), at)))
                .toList();
    }
}
