package io.checkoutsuite.operations.remote;

import static io.checkoutsuite.operations.remote.HistoryResponseReader.required;
import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.history.HistoryPage;
import io.checkoutsuite.operations.history.KnownCarts;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeRecord;
import io.checkoutsuite.operations.history.RequestIds;
import io.checkoutsuite.operations.remote.CartHistoryClient.AttemptMembers;
import io.checkoutsuite.operations.remote.CartHistoryClient.Attempts;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryFilter;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryItem;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryRequest;
import io.checkoutsuite.operations.remote.CartHistoryClient.UnknownId;
import io.checkoutsuite.operations.remote.HistoryCalls.Response;
import io.checkoutsuite.operations.remote.HistoryResponseReader.UnusableResponseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Reads the checkout history from the cart service. */
@RequiredArgsConstructor
final class HttpCheckoutHistory implements CheckoutHistory {

    private static final int CART_IDS_PER_PAGE = 5_000;
    private static final int IDS_PER_CALL = 200;
    private static final int EVENTS_PER_PAGE = 100;

    /** The end of a cursor behind all attempts of a cart. */
    private static final String AFTER_ALL_ATTEMPTS = "-" + Integer.MAX_VALUE;

    /** The ids that a cart or an attempt may have; others are known to name nothing. */
    private static final Pattern POSSIBLE_ID = Pattern.compile("\\P{Cs}{1,64}");

    private final HistoryCalls calls;

    @Override
    public Instant now(String tenant) {
        // Only the time of the response is of interest, whether there is such a cart or not.
        HistoryFilter any = HistoryFilter.ofCarts(List.of("0"));
        return calls.page(tenant, new HistoryRequest(any, Attempts.ALL, false, null, 1), Response::asOf);
    }

    @Override
    public HistoryPage<OutcomeRecord> decided(String tenant, EventFilter filter, @Nullable String after, int limit) {
        return decided(tenant, filter, true, after, limit, HistoryResponseReader::outcome);
    }

    @Override
    public HistoryPage<String> decidedRequestIds(String tenant, EventFilter filter, @Nullable String after, int limit) {
        return decided(tenant, filter, false, after, limit, HistoryResponseReader::requestId);
    }

    private <T> HistoryPage<T> decided(
            String tenant,
            EventFilter filter,
            boolean events,
            @Nullable String after,
            int limit,
            Function<AttemptMembers, T> reader) {
        return calls.filtered(
                tenant, new HistoryRequest(toFilter(filter), Attempts.MATCHING, events, after, limit), response -> {
                    List<T> found = decided(response.items(), reader);
                    if (found.size() > limit) {
                        throw new UnusableResponseException("it responded with more attempts than asked for");
                    }
                    return new HistoryPage<>(response.asOf(), found, response.next());
                });
    }

    /** Carts that cannot be read are skipped, as they are whenever their events are published. */
    private static <T> List<T> decided(List<HistoryItem> items, Function<AttemptMembers, T> reader) {
        return items.stream()
                .filter(item -> item.unreadable() == null)
                .flatMap(item -> required(item.attempts(), "the attempts of a cart").stream())
                .filter(attempt -> attempt.outcome() != null)
                .map(reader)
                .toList();
    }

    private static HistoryFilter toFilter(EventFilter filter) {
        EventType type = filter.eventType();
        return new HistoryFilter(
                null,
                null,
                null,
                filter.cartId(),
                filter.requestId(),
                filter.orderNumber(),
                filter.from(),
                filter.to(),
                type == null ? null : type.wireName(),
                filter.failureType(),
                null);
    }

    @Override
    public HistoryPage<CartHistory> carts(String tenant, @Nullable String after, int limit) {
        HistoryResponseReader reader = new HistoryResponseReader(true);
        return calls.page(
                tenant,
                new HistoryRequest(HistoryFilter.everything(), Attempts.ALL, true, after, limit),
                response -> new HistoryPage<>(
                        response.asOf(),
                        response.items().stream()
                                .map(reader::cart)
                                .map(cart -> isCut(cart, after) || isCut(cart, response.next()) ? part(cart) : cart)
                                .toList(),
                        response.next()));
    }

    /** Whether the cart has more attempts before the page's begin or after its end, because a page ends early if its events are large. */
    private static boolean isCut(CartHistory cart, @Nullable String cursor) {
        return cursor != null
                && RequestIds.cartIdOf(cursor).equals(cart.cartId())
                && !cursor.endsWith(AFTER_ALL_ATTEMPTS);
    }

    /** Each part of a cart names all its pending events; this one those of its attempts, so that none is counted twice. */
    private static CartHistory part(CartHistory cart) {
        return switch (cart) {
            case CartHistory.Unreadable unreadable -> unreadable;
            case CartHistory.Readable(var cartId, var attempts, var pending, var outcomes) -> {
                Set<String> requestIds =
                        attempts.stream().map(AttemptHistory::requestId).collect(toSet());
                yield new CartHistory.Readable(
                        cartId,
                        attempts,
                        pending.stream()
                                .filter(event -> requestIds.contains(event.requestId()))
                                .toList(),
                        outcomes);
            }
        };
    }

    @Override
    public HistoryPage<String> decidedIn(String tenant, TimeRange time, @Nullable String after) {
        return cartIds(tenant, HistoryFilter.decidedIn(time.from(), time.to()), after);
    }

    @Override
    public HistoryPage<String> unfinished(String tenant, @Nullable String after) {
        return cartIds(tenant, HistoryFilter.isUnfinished(), after);
    }

    private HistoryPage<String> cartIds(String tenant, HistoryFilter filter, @Nullable String after) {
        return calls.page(
                tenant,
                new HistoryRequest(filter, Attempts.NONE, false, after, CART_IDS_PER_PAGE),
                response -> new HistoryPage<>(
                        response.asOf(),
                        response.items().stream()
                                .map(item -> required(item.cartId(), "a cart's id"))
                                .toList(),
                        response.next()));
    }

    @Override
    public KnownCarts carts(String tenant, Collection<String> cartIds, boolean events) {
        Map<String, CartHistory> existing = new HashMap<>();
        Set<String> unknown = new HashSet<>(impossible(cartIds));
        for (List<String> ids : chunks(cartIds)) {
            KnownCarts known = calls.all(
                    tenant,
                    new HistoryRequest(HistoryFilter.ofCarts(ids), Attempts.ALL, events, null, IDS_PER_CALL),
                    responses -> knownCarts(ids, responses, new HistoryResponseReader(events)));
            existing.putAll(known.existing());
            unknown.addAll(known.unknown());
        }
        return new KnownCarts(existing, unknown);
    }

    private static KnownCarts knownCarts(List<String> asked, List<Response> responses, HistoryResponseReader reader) {
        Map<String, CartHistory> existing = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (Response response : responses) {
            response.items().stream()
                    .map(reader::cart)
                    .forEach(cart -> existing.merge(cart.cartId(), cart, HttpCheckoutHistory::joined));
            response.unknown().forEach(missing -> unknown.add(id(missing)));
        }
        requireAll(asked, id -> existing.containsKey(id) != unknown.contains(id));
        return new KnownCarts(existing, unknown);
    }

    /** A cart whose attempts were cut by the end of a page. */
    private static CartHistory joined(CartHistory begin, CartHistory end) {
        if (!(begin instanceof CartHistory.Readable first) || !(end instanceof CartHistory.Readable second)) {
            return end;
        }
        Map<String, OutcomeRecord> outcomes = new HashMap<>(first.outcomes());
        outcomes.putAll(second.outcomes());
        List<AttemptHistory> attempts = new ArrayList<>(first.attempts());
        attempts.addAll(second.attempts());
        return new CartHistory.Readable(first.cartId(), attempts, second.pending(), outcomes);
    }

    @Override
    public KnownOutcomes outcomes(String tenant, Collection<String> requestIds) {
        Map<String, OutcomeEvent> decided = new HashMap<>();
        Map<String, OutcomeEvent> orphans = new HashMap<>();
        for (List<String> ids : chunks(requestIds)) {
            KnownOutcomes known = calls.all(
                    tenant,
                    new HistoryRequest(HistoryFilter.ofRequests(ids), Attempts.MATCHING, true, null, EVENTS_PER_PAGE),
                    responses -> knownOutcomes(ids, responses));
            decided.putAll(known.decided());
            orphans.putAll(known.orphans());
        }
        return new KnownOutcomes(decided, orphans);
    }

    private static KnownOutcomes knownOutcomes(List<String> asked, List<Response> responses) {
        Map<String, OutcomeEvent> decided = new HashMap<>();
        Map<String, OutcomeEvent> orphans = new HashMap<>();
        Set<String> known = new HashSet<>();
        Set<String> unreadable = new HashSet<>();
        for (Response response : responses) {
            for (HistoryItem item : response.items()) {
                if (item.unreadable() != null) {
                    unreadable.add(required(item.cartId(), "a cart's id"));
                    continue;
                }
                required(item.attempts(), "the attempts of a cart")
                        .forEach(attempt -> known.add(HistoryResponseReader.requestId(attempt)));
            }
            decided(response.items(), HistoryResponseReader::outcome).forEach(outcome -> {
                if (outcome instanceof OutcomeEvent event) {
                    decided.put(event.requestId(), event);
                }
            });
            for (UnknownId missing : response.unknown()) {
                known.add(id(missing));
                if (!required(missing.cartExists(), "whether a cart exists") && missing.rollback() != null) {
                    orphans.put(id(missing), HistoryResponseReader.event(id(missing), missing.rollback()));
                }
            }
        }
        requireAll(asked, id -> known.contains(id) || unreadable.contains(RequestIds.cartIdOf(id)));
        return new KnownOutcomes(decided, orphans);
    }

    @Override
    public Optional<CartHistory> named(String tenant, String id) {
        if (!isPossible(id)) {
            return Optional.empty();
        }
        return calls.all(
                tenant,
                new HistoryRequest(HistoryFilter.named(id), Attempts.ALL, false, null, 1),
                responses -> found(id, responses));
    }

    private static Optional<CartHistory> found(String id, List<Response> responses) {
        HistoryResponseReader reader = new HistoryResponseReader(false);
        Optional<CartHistory> found = responses.stream()
                .flatMap(response -> response.items().stream())
                .map(reader::cart)
                .reduce(HttpCheckoutHistory::joined);
        boolean isUnknown = responses.stream()
                .flatMap(response -> response.unknown().stream())
                .anyMatch(missing -> id(missing).equals(id));
        requireAll(List.of(id), asked -> found.isPresent() != isUnknown);
        return found;
    }

    private static String id(UnknownId missing) {
        return required(missing.id(), "an unknown id");
    }

    /** A cart that is merely left out must not be taken for one that does not exist. */
    private static void requireAll(List<String> asked, Predicate<String> isAccountedFor) {
        List<String> missing = asked.stream().filter(isAccountedFor.negate()).toList();
        if (!missing.isEmpty()) {
            throw new UnusableResponseException("it responded without " + missing.size() + " of " + asked.size()
                    + " ids, for instance " + missing.getFirst());
        }
    }

    private static boolean isPossible(String id) {
        return POSSIBLE_ID.matcher(id).matches();
    }

    private static List<String> impossible(Collection<String> ids) {
        return ids.stream().filter(id -> !isPossible(id)).toList();
    }

    private static List<List<String>> chunks(Collection<String> ids) {
        List<String> possible = ids.stream()
                .filter(HttpCheckoutHistory::isPossible)
                .distinct()
                .sorted()
                .toList();
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < possible.size(); from += IDS_PER_CALL) {
            chunks.add(possible.subList(from, Math.min(from + IDS_PER_CALL, possible.size())));
        }
        return chunks;
    }
}
