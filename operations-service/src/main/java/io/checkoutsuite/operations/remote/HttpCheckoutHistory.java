package io.checkoutsuite.operations.remote;

import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.history.HistoryPage;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeRecord;
import io.checkoutsuite.operations.history.RequestIds;
import io.checkoutsuite.operations.remote.CartHistoryClient.Attempts;
import io.checkoutsuite.operations.remote.CartHistoryClient.Conditions;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryFilter;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryRequest;
import io.checkoutsuite.operations.remote.CartHistoryClient.OfAnyId;
import io.checkoutsuite.operations.remote.CartHistoryClient.OfAttempts;
import io.checkoutsuite.operations.remote.CartHistoryClient.OfCarts;
import io.checkoutsuite.operations.remote.CartHistoryClient.Unfinished;
import io.checkoutsuite.operations.remote.HistoryResponse.AttemptMembers;
import io.checkoutsuite.operations.remote.HistoryResponse.HistoryItem;
import io.checkoutsuite.operations.remote.HistoryResponse.UnknownId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;

/** Reads the checkout history from the cart service. */
@RequiredArgsConstructor
final class HttpCheckoutHistory implements CheckoutHistory {

    private static final int CART_IDS_PER_PAGE = 5_000;
    private static final int IDS_PER_CALL = 200;
    private static final int EVENTS_PER_PAGE = 100;

    /** The ids that a cart or an attempt may have; others are known to name nothing. */
    private static final Pattern POSSIBLE_ID = Pattern.compile("\\P{Cs}{1,64}");

    private final HistoryCalls calls;

    @Override
    public Instant now(String tenant) {
        // Only the time of the response is of interest, whether there is such a cart or not.
        HistoryFilter any = new OfCarts(List.of("0"));
        return calls.page(tenant, new HistoryRequest(any, Attempts.ALL, false, null, 1), HistoryResponse::asOf);
    }

    @Override
    public HistoryPage<OutcomeRecord> decided(String tenant, EventFilter filter, @Nullable String after, int limit) {
        return decided(tenant, filter, true, after, limit, AttemptMembers::outcomeRecord);
    }

    @Override
    public HistoryPage<String> decidedRequestIds(String tenant, EventFilter filter, @Nullable String after, int limit) {
        return decided(tenant, filter, false, after, limit, AttemptMembers::requestId);
    }

    private <T> HistoryPage<T> decided(
            String tenant,
            EventFilter filter,
            boolean events,
            @Nullable String after,
            int limit,
            Function<AttemptMembers, T> reader) {
        return calls.filtered(
                tenant,
                new HistoryRequest(Conditions.of(filter), Attempts.MATCHING, events, after, limit),
                response -> {
                    List<T> found = decided(response.items(), reader);
                    if (found.size() > limit) {
                        throw new RestClientException("It responded with more attempts than asked for");
                    }
                    return new HistoryPage<>(found, response.next());
                });
    }

    /** Carts that cannot be read are skipped, as they are whenever their events are published. */
    private static <T> List<T> decided(List<HistoryItem> items, Function<AttemptMembers, T> reader) {
        return items.stream()
                .filter(item -> item.unreadable() == null)
                .flatMap(item -> item.attempts().stream())
                .filter(AttemptMembers::isDecided)
                .map(reader)
                .toList();
    }

    @Override
    public HistoryPage<String> cartIds(String tenant, @Nullable String after) {
        return cartIds(tenant, Conditions.NONE, after);
    }

    @Override
    public HistoryPage<String> decidedIn(String tenant, TimeRange time, @Nullable String after) {
        return cartIds(tenant, Conditions.decidedIn(time.from(), time.to()), after);
    }

    @Override
    public HistoryPage<String> unfinished(String tenant, @Nullable String after) {
        return cartIds(tenant, new Unfinished(true), after);
    }

    private HistoryPage<String> cartIds(String tenant, HistoryFilter filter, @Nullable String after) {
        return calls.page(
                tenant,
                new HistoryRequest(filter, Attempts.NONE, false, after, CART_IDS_PER_PAGE),
                response -> new HistoryPage<>(
                        response.items().stream().map(HistoryItem::cartId).toList(), response.next()));
    }

    @Override
    public Map<String, CartHistory> carts(String tenant, Collection<String> cartIds, boolean events) {
        Map<String, CartHistory> existing = new TreeMap<>();
        for (List<String> ids : chunks(cartIds)) {
            existing.putAll(calls.all(
                    tenant,
                    new HistoryRequest(new OfCarts(ids), Attempts.ALL, events, null, IDS_PER_CALL),
                    responses -> existing(ids, responses, events)));
        }
        return existing;
    }

    private static Map<String, CartHistory> existing(
            List<String> asked, List<HistoryResponse> responses, boolean events) {
        Map<String, CartHistory> existing = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (HistoryResponse response : responses) {
            response.items().stream()
                    .map(item -> item.cart(events))
                    .forEach(cart -> existing.merge(cart.cartId(), cart, HttpCheckoutHistory::joined));
            response.unknown().forEach(missing -> unknown.add(missing.id()));
        }
        requireAll(asked, id -> existing.containsKey(id) != unknown.contains(id));
        return existing;
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
                    new HistoryRequest(new OfAttempts(ids), Attempts.MATCHING, true, null, EVENTS_PER_PAGE),
                    responses -> knownOutcomes(ids, responses));
            decided.putAll(known.decided());
            orphans.putAll(known.orphans());
        }
        return new KnownOutcomes(decided, orphans);
    }

    private static KnownOutcomes knownOutcomes(List<String> asked, List<HistoryResponse> responses) {
        Map<String, OutcomeEvent> decided = new HashMap<>();
        Map<String, OutcomeEvent> orphans = new HashMap<>();
        Set<String> known = new HashSet<>();
        Set<String> unreadable = new HashSet<>();
        for (HistoryResponse response : responses) {
            for (HistoryItem item : response.items()) {
                if (item.unreadable() != null) {
                    unreadable.add(item.cartId());
                } else {
                    item.attempts().forEach(attempt -> known.add(attempt.requestId()));
                }
            }
            decided(response.items(), AttemptMembers::outcomeRecord).forEach(outcome -> {
                if (outcome instanceof OutcomeEvent event) {
                    decided.put(event.requestId(), event);
                }
            });
            for (UnknownId missing : response.unknown()) {
                known.add(missing.id());
                if (!missing.cartExists() && missing.rollback() != null) {
                    orphans.put(missing.id(), missing.rollback().of(missing.id()));
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
                new HistoryRequest(new OfAnyId(id), Attempts.ALL, false, null, 1),
                responses -> found(id, responses));
    }

    private static Optional<CartHistory> found(String id, List<HistoryResponse> responses) {
        Optional<CartHistory> found = responses.stream()
                .flatMap(response -> response.items().stream())
                .map(item -> item.cart(false))
                .reduce(HttpCheckoutHistory::joined);
        boolean isUnknown = responses.stream()
                .flatMap(response -> response.unknown().stream())
                .anyMatch(missing -> missing.id().equals(id));
        requireAll(List.of(id), asked -> found.isPresent() != isUnknown);
        return found;
    }

    /** A cart that is merely left out must not be taken for one that does not exist. */
    private static void requireAll(List<String> asked, Predicate<String> isAccountedFor) {
        List<String> missing = asked.stream().filter(isAccountedFor.negate()).toList();
        if (!missing.isEmpty()) {
            throw new RestClientException("It responded without " + missing.size() + " of " + asked.size()
                    + " ids, for instance " + missing.getFirst());
        }
    }

    private static boolean isPossible(String id) {
        return POSSIBLE_ID.matcher(id).matches();
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
