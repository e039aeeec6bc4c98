package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.messaging.TimeRange;
import io.checkoutsuite.reservations.ExtendResult;
import io.checkoutsuite.reservations.GivenBack;
import io.checkoutsuite.reservations.Kept;
import io.checkoutsuite.reservations.Line;
import io.checkoutsuite.reservations.Outlook;
import io.checkoutsuite.reservations.ReleaseReason;
import io.checkoutsuite.reservations.RequestKey;
import io.checkoutsuite.reservations.Reservations;
import io.checkoutsuite.reservations.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds stock for checkouts, keeps it for orders and returns it from failures, each exactly once per request (G4, G8). */
@Slf4j
@Component
@RequiredArgsConstructor
public class StockReservations {

    private final Reservations reservations;
    private final RefusedBefore refusedBefore;
    private final OwedShortages owed;

    /**
     * Holds all lines for the lease, or nothing (I2). Lines of one SKU are one need. The same request again finds its own work.
     *
     * @throws io.checkoutsuite.reservations.OtherLinesUnderOneRequest when the request was made with other lines
     * @throws io.checkoutsuite.reservations.RequestContended when parallel calls leave the outcome open: ask again
     */
    public Reserved reserve(RequestKey key, String cartId, List<SkuQuantity> lines, Duration lease) {
        List<Line> wanted = lines(key.tenant(), lines);
        return switch (reservations.take(key, wanted, lease, Map.of(Reservation.CART_ID, cartId))) {
            case Taken.Granted() -> new Reserved.Held();
            case Taken.Short(var shortages) -> new Reserved.OutOfStock(Reservation.shortages(shortages));
            case Taken.Closed(var reason) ->
                reason == ReleaseReason.REFUSED ? refusedBefore.answer(key) : new Reserved.Closed(reason);
        };
    }

    /** Extends the lease to at least so much from now, while payment takes its time. */
    public ExtendResult extend(RequestKey key, Duration lease) {
        return reservations.extend(key, lease);
    }

    /** Returns what the request holds, at once and for ever; of an unknown one it remembers that it is over (I4). */
    public GivenBack giveBack(RequestKey key) {
        return reservations.giveBack(key);
    }

    public Optional<Reservation> find(RequestKey key) {
        return reservations.find(key).map(Reservation::of);
    }

    /**
     * The cart is sold: what is held becomes hard, what was lost is taken anew, and what is gone is reported (I3).
     *
     * @throws CheckoutAlreadyRolledBackException if its stock was given back before: whichever comes first wins
     */
    public void keep(CheckoutCompletion completion) {
        RequestKey key = key(completion);
        Kept kept = reservations.keep(
                key, sold(completion), Map.of(Reservation.CART_ID, completion.cartId()), owed.of(completion));
        switch (kept) {
            case Kept.Done() -> log.debug("Kept stock of {}", completion.orderNumber());
            case Kept.DoneShort(var shortages) -> {
                log.info("Order {} lacks stock: {}", completion.orderNumber(), shortages);
                owed.publish(key);
            }
            case Kept.RolledBack() -> throw new CheckoutAlreadyRolledBackException(key.requestId());
        }
    }

    /**
     * The cart is not sold: what is held goes back at once (I4). What a completion has kept before stays kept.
     *
     * @throws CheckoutAlreadyCompletedException if it is sold: whichever comes first wins
     */
    public void giveBack(CheckoutRollback rollback) {
        switch (giveBack(key(rollback))) {
            case RELEASED -> log.debug("Gave back stock of cart {}", rollback.cartId());
            case KEPT -> throw new CheckoutAlreadyCompletedException(rollback.requestId());
        }
    }

    /** What {@link #keep(CheckoutCompletion)} would do now. */
    public Outlook foresee(CheckoutCompletion completion) {
        return reservations.foreseeKeep(key(completion), sold(completion));
    }

    /** What {@link #giveBack(CheckoutRollback)} would do now. */
    public Outlook foresee(CheckoutRollback rollback) {
        return reservations.foreseeGiveBack(key(rollback));
    }

    /** What the tenant's checkouts hold or have kept, by request id, after the given one; null for whenever it was taken. */
    public List<Reservation> holding(String tenant, @Nullable TimeRange created, String after, int limit) {
        return created == null
                ? reservations.holding(tenant, after, limit, Reservation::of)
                : reservations.holding(tenant, created.from(), created.to(), after, limit, Reservation::of);
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
