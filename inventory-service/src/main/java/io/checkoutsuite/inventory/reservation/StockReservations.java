package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.reservations.Reservations;
import io.checkoutsuite.reservations.request.ChangePreview;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.ExtendResult;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.ReleaseResult;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.ReserveResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reserves stock for checkouts, commits it for orders and releases it after failures, each exactly once per request (G4, G8). */
@Slf4j
@Component
@RequiredArgsConstructor
public class StockReservations {

    private final Reservations reservations;
    private final PreviousRefusals previousRefusals;
    private final ShortageEvents shortageEvents;

    /**
     * Reserves all lines until the lease expires, or none of them. The quantities of all lines of one SKU are added up. A repeated call with
     * the same request id returns the existing reservation.
     *
     * @throws io.checkoutsuite.reservations.request.RequestIdReusedException if the request id was used with other lines
     * @throws io.checkoutsuite.reservations.request.ConcurrentRequestException if concurrent calls leave the outcome open; the caller should retry
     */
    public StockReserveResult reserve(RequestKey key, String cartId, List<SkuQuantity> lines, Duration lease) {
        List<Line> wanted = lines(key.tenant(), lines);
        return switch (reservations.reserve(key, wanted, lease, Map.of(Reservation.CART_ID, cartId))) {
            case ReserveResult.Reserved() -> new StockReserveResult.Reserved();
            case ReserveResult.Refused(var shortages) ->
                new StockReserveResult.OutOfStock(Reservation.shortages(shortages));
            case ReserveResult.Closed(var reason) ->
                reason == ReleaseReason.REFUSED
                        ? previousRefusals.resultOf(key)
                        : new StockReserveResult.Closed(reason);
        };
    }

    /** Extends the lease so that it lasts at least this long from now, for example during a slow payment. */
    public ExtendResult extend(RequestKey key, Duration lease) {
        return reservations.extend(key, lease);
    }

    /** Releases what the request holds, immediately and for good. An unknown request is recorded as released. */
    public ReleaseResult release(RequestKey key) {
        return reservations.release(key);
    }

    public Optional<Reservation> find(RequestKey key) {
        return reservations.find(key).map(Reservation::of);
    }

    /**
     * Commits the stock of a sold cart. Reserved stock is committed, lost stock is reserved again, and missing stock is reported.
     *
     * @throws CheckoutAlreadyRolledBackException if its stock was already released; the first outcome wins
     */
    public void commit(CheckoutCompletion completion) {
        RequestKey key = key(completion);
        CommitResult result = reservations.commit(
                key,
                sold(completion),
                Map.of(Reservation.CART_ID, completion.cartId()),
                shortageEvents.handlerFor(completion));
        switch (result) {
            case CommitResult.Committed() -> log.debug("Committed the stock of order {}", completion.orderNumber());
            case CommitResult.CommittedWithShortages(var shortages) -> {
                log.info("Order {} lacks stock: {}", completion.orderNumber(), shortages);
                shortageEvents.publish(key);
            }
            case CommitResult.RolledBack() -> throw new CheckoutAlreadyRolledBackException(key.requestId());
        }
    }

    /**
     * Releases the stock of a cart that was not sold, immediately. Stock that a completion has committed stays committed.
     *
     * @throws CheckoutAlreadyCompletedException if its stock is committed; the first outcome wins
     */
    public void release(CheckoutRollback rollback) {
        switch (release(key(rollback))) {
            case RELEASED -> log.debug("Released the stock of cart {}", rollback.cartId());
            case COMMITTED -> throw new CheckoutAlreadyCompletedException(rollback.requestId());
        }
    }

    /** Previews {@link #commit(CheckoutCompletion)}. */
    public ChangePreview preview(CheckoutCompletion completion) {
        return reservations.previewCommit(key(completion), sold(completion));
    }

    /** Previews {@link #release(CheckoutRollback)}. */
    public ChangePreview preview(CheckoutRollback rollback) {
        return reservations.previewRelease(key(rollback));
    }

    /** The tenant's reserved and committed stock, ordered by request id, starting after the given one; a null time range does not restrict it. */
    public List<Reservation> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return reservations.holding(tenant, created, after, limit, Reservation::of);
    }

    private static RequestKey key(SuiteEvent event) {
        return new RequestKey(event.contextInfo().tenant(), event.requestId());
    }

    private static List<Line> sold(CheckoutCompletion completion) {
        return lines(
                completion.contextInfo().tenant(),
                completion.cart().lines().stream()
                        .map(line -> new SkuQuantity(line.sku(), line.quantity()))
                        .toList());
    }

    private static List<Line> lines(String tenant, List<SkuQuantity> lines) {
        return lines.stream()
                .map(line -> new Line(StockKey.of(tenant, line.sku()).id(), line.quantity()))
                .toList();
    }
}
