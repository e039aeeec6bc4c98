package io.checkoutsuite.cart.history;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.messaging.BrokerUnavailableException;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.ReplayPublisher;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Publishes outcome events again (guarantee G8). Repeating a call is harmless: each listener applies an event once per replay. All methods return
 * one result for each id, in the order of the ids.
 */
@Slf4j
@Service
@RequiredArgsConstructor
public class RepublishOutcomes {

    private final CheckoutHistory history;
    private final OutcomeEvents outcomeEvents;
    private final OrphanRollbacks orphanRollbacks;
    private final PendingEvents pendingEvents;
    private final ReplayPublisher publisher;
    private final Clock clock;

    /**
     * The replay for which events are published again.
     *
     * @param target the only participant that is to apply them, for instance {@code order}; null for all
     * @param by who asked for it
     */
    public record Replay(String id, @Nullable String target, String by) {}

    /**
     * An outcome event as it was previewed.
     *
     * @param digest SHA-256 of the body, in hexadecimal digits
     */
    public record PreviewedOutcome(String requestId, String digest) {}

    /**
     * Publishes the outcomes of decided attempts, provided that they are exactly the events that were previewed.
     *
     * @throws BrokerUnavailableException if the broker did not acknowledge an event; earlier ones are published
     */
    public List<PublicationResult> outcomes(String tenant, Replay replay, List<PreviewedOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> publish(tenant, replay, outcome))
                .toList();
    }

    private PublicationResult publish(String tenant, Replay replay, PreviewedOutcome outcome) {
        String requestId = outcome.requestId();
        try (Stream<StoredCart> found = history.carts(tenant, List.of(Cart.cartIdOf(requestId)))) {
            return found.findFirst()
                    .map(stored -> switch (stored) {
                        case StoredCart.Readable(var cart, var pending) ->
                            cart.attempt(requestId)
                                    .map(attempt -> publish(cart, attempt, replay, outcome))
                                    .orElseGet(() -> new PublicationResult.Unknown(requestId));
                        case StoredCart.Unreadable(var cartId, var reason) ->
                            new PublicationResult.NoEvent(requestId, reason);
                    })
                    .orElseGet(() -> new PublicationResult.Unknown(requestId));
        }
    }

    private PublicationResult publish(Cart cart, Attempt attempt, Replay replay, PreviewedOutcome outcome) {
        if (!(attempt instanceof Attempt.Decided decided)) {
            return new PublicationResult.NotDecided(attempt.requestId());
        }
        OutboxEntry event;
        try {
            event = outcomeEvents.entry(cart, decided);
        } catch (RuntimeException contradiction) {
            return new PublicationResult.NoEvent(attempt.requestId(), contradiction.toString());
        }
        if (!EventDigest.of(event).equals(outcome.digest())) {
            return new PublicationResult.Changed(attempt.requestId(), event.eventId());
        }
        return publish(attempt.requestId(), event, replay);
    }

    /**
     * Publishes a rollback for each of these attempts, provided that no cart can contain it.
     *
     * @throws BrokerUnavailableException if the broker did not acknowledge an event; earlier ones are published
     */
    public List<PublicationResult> orphans(String tenant, Replay replay, List<String> requestIds) {
        return requestIds.stream()
                .map(requestId -> exists(tenant, Cart.cartIdOf(requestId))
                        ? new PublicationResult.CartExists(requestId)
                        : publish(requestId, orphanRollbacks.rollback(tenant, requestId, clock.instant()), replay))
                .toList();
    }

    /** Passes the pending events of these carts to the relay again. */
    public List<PublicationResult> pending(String tenant, String by, List<String> cartIds) {
        return cartIds.stream().map(cartId -> pending(tenant, by, cartId)).toList();
    }

    private PublicationResult pending(String tenant, String by, String cartId) {
        if (pendingEvents.publish(tenant, cartId)) {
            log.info("The pending events of cart {} are published for {}", cartId, by);
            return new PublicationResult.Relayed(cartId);
        }
        return exists(tenant, cartId)
                ? new PublicationResult.NothingPending(cartId)
                : new PublicationResult.Unknown(cartId);
    }

    private boolean exists(String tenant, String cartId) {
        return !history.existing(tenant, Set.of(cartId)).isEmpty();
    }

    private PublicationResult publish(String requestId, OutboxEntry event, Replay replay) {
        try {
            publisher.publish(event, replay.id(), replay.target());
        } catch (IllegalStateException notAcknowledged) {
            throw new BrokerUnavailableException(String.valueOf(notAcknowledged.getMessage()), notAcknowledged);
        }
        log.info("{} is published again for {}", event.eventId(), replay);
        return new PublicationResult.Published(requestId, event.eventId());
    }
}
