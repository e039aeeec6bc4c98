package io.checkoutsuite.offer.usage;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.reservations.Reservations;
import io.checkoutsuite.reservations.counter.Counters;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.ChangePreview;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.ExtendResult;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.ReleaseResult;
import io.checkoutsuite.reservations.request.RequestIdReusedException;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import io.checkoutsuite.reservations.request.ReserveResult;
import io.checkoutsuite.reservations.request.ShortageHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reserves uses for checkouts, commits them for orders and releases them after failures, never more than the limits allow (G4). */
@Slf4j
@Component
@RequiredArgsConstructor
public class OfferUses {

    private final Reservations reservations;
    private final Counters counters;
    private final UsageValidator validator;
    private final LimitUpdates limitUpdates;
    private final UsageRecords records;
    private final UsageCounts usageCounts;

    /**
     * Reserves all uses until the lease expires, or none of them, under the current limits. A repeated call with the same request id returns
     * the existing reservation.
     *
     * @param customerKey the customer's id or a guest's e-mail address; null if unknown
     * @throws RequestIdReusedException if the request id was used with other uses
     * @throws io.checkoutsuite.reservations.request.ConcurrentRequestException if concurrent calls leave the outcome undecided; the caller should retry
     */
    public UseReserveResult reserve(
            RequestKey key, String cartId, @Nullable String customerKey, List<Use> uses, Duration lease) {
        UsageCheck check = validator.check(key.tenant(), uses, customerKey);
        if (!check.refused().isEmpty()) {
            return repeat(key, uses, lease).orElseGet(() -> new UseReserveResult.Refused(check.refused()));
        }
        limitUpdates.enforce(check.limits());
        try {
            return switch (reservations.reserve(
                    key, lines(check.limits()), lease, Usage.attributes(cartId, customerKey, uses))) {
                case ReserveResult.Reserved() -> new UseReserveResult.Reserved();
                case ReserveResult.Refused(var shortages) -> check.refusedBy(shortages);
                case ReserveResult.Closed(var reason) ->
                    reason == ReleaseReason.REFUSED ? refusedBefore(check) : new UseReserveResult.Closed();
            };
        } catch (RequestIdReusedException otherLimits) {
            // The same uses have other counters if a limit was set or removed since the first call.
            return repeat(key, uses, lease).orElseThrow(() -> otherLimits);
        }
    }

    /** Extends the lease to at least this duration from now, for example during a slow checkout. */
    public ExtendResult extend(RequestKey key, Duration lease) {
        return reservations.extend(key, lease);
    }

    /** Releases what the request holds, immediately and finally. An unknown request is recorded as released. */
    public ReleaseResult release(RequestKey key) {
        return reservations.release(key);
    }

    public Optional<Usage> find(RequestKey key) {
        return reservations.find(key).map(Usage::of);
    }

    /**
     * Commits and records the uses of a sold cart, once. Uses that have expired are reserved again as far as the limits allow. The order is
     * valid either way.
     *
     * @throws CheckoutAlreadyRolledBackException if its uses were already released; the first outcome wins
     */
    public void commit(CheckoutCompletion completion) {
        List<Use> uses = uses(completion.cart());
        if (uses.isEmpty()) {
            return;
        }
        RequestKey key = key(completion);
        String customerKey = customerKey(completion.cart());
        CommitResult result = reservations.commit(
                key,
                isHeld(key) ? List.of() : linesInForce(key.tenant(), uses, customerKey),
                Usage.attributes(completion.cartId(), customerKey, uses),
                ShortageHandler.NONE);
        switch (result) {
            case CommitResult.Committed() -> records.record(key, completion, uses, customerKey);
            case CommitResult.CommittedWithShortages(var shortages) -> {
                log.warn("Order {} uses more than the limits allow: {}", completion.orderNumber(), shortages);
                records.record(key, completion, uses, customerKey);
            }
            case CommitResult.RolledBack() -> throw new CheckoutAlreadyRolledBackException(key.requestId());
        }
    }

    /**
     * Releases the uses of a cart that is not sold, immediately. Uses that are already committed stay committed.
     *
     * @throws CheckoutAlreadyCompletedException if the cart is sold; the first outcome wins
     */
    public void release(CheckoutRollback rollback) {
        switch (release(key(rollback))) {
            case RELEASED -> log.debug("Released the offer uses of cart {}", rollback.cartId());
            case COMMITTED -> throw new CheckoutAlreadyCompletedException(rollback.requestId());
        }
    }

    /**
     * Previews {@link #commit}: what it would do to limits now. For a request that holds nothing this applies the current limits, even if a
     * counter does not have them yet, because a preview changes no counter.
     */
    public ChangePreview preview(CheckoutCompletion completion) {
        RequestKey key = key(completion);
        List<Use> uses = uses(completion.cart());
        if (uses.isEmpty()) {
            return new ChangePreview.Nothing();
        }
        List<Limit> limits = isHeld(key)
                ? List.of()
                : validator
                        .check(key.tenant(), uses, customerKey(completion.cart()))
                        .limits();
        ChangePreview preview = reservations.previewCommit(key, lines(limits));
        return preview instanceof ChangePreview.Reacquires(int counters, var shortages) && !limits.isEmpty()
                ? new ChangePreview.Reacquires(counters, asOf(limits, key, shortages))
                : preview;
    }

    /** Previews {@link #release(CheckoutRollback)}: what it would do now. */
    public ChangePreview preview(CheckoutRollback rollback) {
        return reservations.previewRelease(key(rollback));
    }

    /** Whether the uses of the sale are recorded, as {@link #commit} does it; true for a cart without offers. */
    public boolean isRecorded(CheckoutCompletion completion) {
        return uses(completion.cart()).isEmpty() || records.contains(key(completion));
    }

    /** Returns the reserved and committed uses of the tenant's checkouts after the given request id, ordered by request id. */
    public List<Usage> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return reservations.holding(tenant, created, after, limit, Usage::of);
    }

    /** Returns the result of an earlier call; a repeated call gets the same result although offers and limits may have changed. */
    private Optional<UseReserveResult> repeat(RequestKey key, List<Use> uses, Duration lease) {
        return reservations.find(key).map(before -> {
            if (before.state() instanceof RequestState.Released) {
                return new UseReserveResult.Closed();
            }
            if (!Use.text(Usage.of(before).uses()).equals(Use.text(uses))) {
                throw new RequestIdReusedException(key);
            }
            // This repeats the call with the stored lines, because the first call may have crashed before it reserved
            // all of them, or another call may have released them since.
            return switch (reservations.reserve(key, before.lines(), lease, before.attributes())) {
                case ReserveResult.Reserved() -> new UseReserveResult.Reserved();
                case ReserveResult.Refused(var shortages) -> new UseReserveResult.Closed();
                case ReserveResult.Closed(var reason) -> new UseReserveResult.Closed();
            };
        });
    }

    private UseReserveResult refusedBefore(UsageCheck check) {
        return check.refusedAsOf(
                counters.findAll(check.limits().stream().map(Limit::counter).toList()));
    }

    private boolean isHeld(RequestKey key) {
        return reservations
                .find(key)
                .map(ReservationRequest::state)
                .filter(state -> state instanceof RequestState.Reserved || state instanceof RequestState.Committed)
                .isPresent();
    }

    private List<Line> linesInForce(String tenant, List<Use> uses, @Nullable String customerKey) {
        UsageCheck check = validator.check(tenant, uses, customerKey);
        limitUpdates.enforce(check.limits());
        return lines(check.limits());
    }

    /** Returns the shortages under these limits, for the counters that the request would be reserved in. */
    private List<Shortage> asOf(List<Limit> limits, RequestKey key, List<Shortage> shortages) {
        Set<String> wanted = reservations
                .find(key)
                .map(known -> known.lines().stream().map(Line::counter).collect(toSet()))
                .orElseGet(() -> limits.stream().map(Limit::counter).collect(toSet()));
        List<Limit> used = usageCounts.usedUp(limits);
        Set<String> inForce = limits.stream().map(Limit::counter).collect(toSet());
        return Stream.concat(
                        shortages.stream().filter(line -> !inForce.contains(line.counter())),
                        used.stream()
                                .filter(limit -> wanted.contains(limit.counter()))
                                .map(limit -> new Shortage(limit.counter(), 1, 0)))
                .distinct()
                .toList();
    }

    private static RequestKey key(SuiteEvent event) {
        return new RequestKey(event.contextInfo().tenant(), event.requestId());
    }

    private static List<Line> lines(List<Limit> limits) {
        return limits.stream().map(limit -> new Line(limit.counter(), 1)).toList();
    }

    private static List<Use> uses(CartSnapshot cart) {
        return cart.discounts().stream()
                .map(discount -> new Use(discount.offerId(), discount.code()))
                .distinct()
                .toList();
    }

    private static @Nullable String customerKey(CartSnapshot cart) {
        return CustomerKey.of(
                cart.customerId(),
                cart.contact() == null ? null : cart.contact().email());
    }
}
