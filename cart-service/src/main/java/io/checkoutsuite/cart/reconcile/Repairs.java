package io.checkoutsuite.cart.reconcile;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.cart.checkout.CheckoutService;
import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.checkout.Undos;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.ReplayPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Executes the repair actions of discrepancies, and verifies whether they took effect. */
@Slf4j
@Component
@RequiredArgsConstructor
class Repairs {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String NO_NUMBER = "none";

    private final Carts carts;
    private final CheckoutService checkouts;
    private final Undos undos;
    private final CheckoutRecords records;
    private final DecidedEvents decidedEvents;
    private final EventCodec codec;
    private final ReplayPublisher replays;
    private final Counterparts counterparts;
    private final ReconciliationSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    /**
     * Repairs the selected discrepancies and returns all findings in their order.
     *
     * @param wanted which of them to repair
     */
    List<Finding> mend(String tenant, String runId, List<Amiss> all, Predicate<Amiss> wanted) {
        List<Amiss> begun = all.stream()
                .filter(wanted)
                .filter(amiss -> isBegun(tenant, runId, amiss))
                .toList();
        Instant end = clock.instant().plus(settings.repairWait());
        List<Amiss> open = stillAmiss(tenant, begun);
        while (!open.isEmpty() && clock.instant().isBefore(end) && hasPaused()) {
            open = stillAmiss(tenant, open);
        }
        Set<Amiss> mended = begun.stream().collect(toSet());
        open.forEach(mended::remove);
        mended.forEach(amiss -> count(amiss.finding()));
        return all.stream()
                .map(amiss -> mended.contains(amiss) ? amiss.finding().mended() : amiss.finding())
                .toList();
    }

    private void count(Finding mended) {
        log.info("Repaired: {} of {} in {}", mended.type(), mended.requestId(), mended.service());
        meters.counter("suite.reconciliation.repairs", "type", mended.type().name())
                .increment();
    }

    private static boolean hasPaused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isBegun(String tenant, String runId, Amiss amiss) {
        try {
            return begin(tenant, runId, amiss);
        } catch (RuntimeException failed) {
            log.warn("The repair of {} failed", amiss.finding(), failed);
            return false;
        }
    }

    private boolean begin(String tenant, String runId, Amiss amiss) {
        Finding finding = amiss.finding();
        return switch (amiss.remedy()) {
            case Remedy.ByHand() -> false;
            case Remedy.PublishAgain(var event, Party to) ->
                event(tenant, finding)
                        .map(entry -> isPublished(entry, runId, to))
                        .orElse(false);
            case Remedy.RollBackOrphan(Party at) -> isPublished(rollbackOf(tenant, finding), runId, at);
            case Remedy.UndoAnew() -> isUndoneAnew(tenant, finding);
            case Remedy.Resume() ->
                carts.find(tenant, finding.cartId())
                        .filter(cart -> cart.running()
                                .filter(attempt -> attempt.requestId().equals(finding.requestId())
                                        && attempt.leaseUntil().isBefore(clock.instant()))
                                .isPresent())
                        .flatMap(checkouts::takeOver)
                        .isPresent();
            case Remedy.Relay(var eventId) ->
                !records.owesAgain(tenant, finding.cartId()).isEmpty();
        };
    }

    private boolean isPublished(OutboxEntry entry, String runId, Party to) {
        replays.publish(entry, runId, to.word());
        return true;
    }

    private boolean isUndoneAnew(String tenant, Finding finding) {
        return attempt(tenant, finding)
                .filter(attempt -> attempt.undo() != null && attempt.undo().state() == Undo.State.NEEDS_ATTENTION)
                .map(attempt -> {
                    Undo undo = Objects.requireNonNull(attempt.undo());
                    return undos.replace(
                            new Undos.Open(tenant, finding.cartId(), attempt.requestId(), attempt.orderNumber(), undo),
                            undo.anew(clock.instant()),
                            null);
                })
                .orElse(false);
    }

    private Optional<Attempt> attempt(String tenant, Finding finding) {
        return carts.find(tenant, finding.cartId()).flatMap(cart -> cart.attempt(requestId(finding)));
    }

    private static String requestId(Finding finding) {
        return Objects.requireNonNull(finding.requestId(), "Only a finding of a single attempt has a repair action");
    }

    private Optional<OutboxEntry> event(String tenant, Finding finding) {
        return carts.find(tenant, finding.cartId()).flatMap(cart -> cart.attempt(requestId(finding))
                .filter(Attempt::isDecided)
                .map(attempt -> decidedEvents.entry(cart, attempt)));
    }

    /** The rollback of a checkout that no cart contains. */
    OutboxEntry rollbackOf(String tenant, Finding orphan) {
        String requestId = requestId(orphan);
        return codec.entry(new CheckoutRollback(
                requestId,
                Cart.cartIdOf(requestId),
                NO_NUMBER,
                FailureType.CHECKOUT_ABANDONED.name(),
                "No cart contains this checkout",
                null,
                null,
                ContextInfo.of(tenant),
                clock.instant()));
    }

    private List<Amiss> stillAmiss(String tenant, List<Amiss> begun) {
        List<Amiss> open = new ArrayList<>();
        List<Amiss> assessed = new ArrayList<>();
        List<OutboxEntry> events = new ArrayList<>();
        for (Amiss amiss : begun) {
            Finding finding = amiss.finding();
            Optional<OutboxEntry> event =
                    switch (amiss.remedy()) {
                        case Remedy.PublishAgain again -> event(tenant, finding);
                        case Remedy.RollBackOrphan orphan -> Optional.of(rollbackOf(tenant, finding));
                        case Remedy.UndoAnew undo -> Optional.empty();
                        case Remedy.Resume resume -> Optional.empty();
                        case Remedy.Relay relay -> Optional.empty();
                        case Remedy.ByHand byHand -> Optional.empty();
                    };
            if (event.isPresent()) {
                assessed.add(amiss);
                events.add(event.get());
            } else if (!isMended(tenant, amiss)) {
                open.add(amiss);
            }
        }
        if (!events.isEmpty()) {
            open.addAll(stillToApply(tenant, assessed, events));
        }
        return open;
    }

    private List<Amiss> stillToApply(String tenant, List<Amiss> assessed, List<OutboxEntry> events) {
        List<Map<Party, Effect>> effects;
        try {
            effects = counterparts.assess(tenant, events);
        } catch (ServiceSilent notSeen) {
            log.warn("The effect of repairs cannot be verified: {}", notSeen.getMessage());
            return assessed;
        }
        List<Amiss> open = new ArrayList<>();
        for (int i = 0; i < assessed.size(); i++) {
            Effect effect = effects.get(i).get(party(assessed.get(i).remedy()));
            if (effect == null || effect.kind() != Effect.Kind.NOTHING) {
                open.add(assessed.get(i));
            }
        }
        return open;
    }

    private static @Nullable Party party(Remedy remedy) {
        return switch (remedy) {
            case Remedy.PublishAgain(var event, Party to) -> to;
            case Remedy.RollBackOrphan(Party at) -> at;
            case Remedy.UndoAnew undo -> null;
            case Remedy.Resume resume -> null;
            case Remedy.Relay relay -> null;
            case Remedy.ByHand byHand -> null;
        };
    }

    private boolean isMended(String tenant, Amiss amiss) {
        Finding finding = amiss.finding();
        return switch (amiss.remedy()) {
            case Remedy.UndoAnew() ->
                attempt(tenant, finding)
                        .map(attempt -> attempt.undo() == null || attempt.undo().state() == Undo.State.DONE)
                        .orElse(false);
            case Remedy.Resume() ->
                attempt(tenant, finding).map(Attempt::isDecided).orElse(false);
            case Remedy.Relay(String eventId) ->
                records.owed(tenant, finding.cartId()).stream()
                        .noneMatch(entry -> entry.eventId().equals(eventId));
            // The event can no longer be created, or there never was one.
            case Remedy.PublishAgain again -> false;
            case Remedy.RollBackOrphan orphan -> false;
            case Remedy.ByHand byHand -> false;
        };
    }
}
