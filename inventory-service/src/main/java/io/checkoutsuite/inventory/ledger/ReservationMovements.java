package io.checkoutsuite.inventory.ledger;

import static io.checkoutsuite.inventory.ledger.StockMovement.Kind.*;

import io.checkoutsuite.reservations.Line;
import io.checkoutsuite.reservations.RequestEvent;
import io.checkoutsuite.reservations.RequestState;
import io.checkoutsuite.reservations.ReservationRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Derives from a request its movements of one SKU, oldest first. */
final class ReservationMovements {

    private final List<StockMovement> movements = new ArrayList<>();
    private final Map<RequestEvent, Instant> steps;
    private final long quantity;
    private boolean isHeld;

    private ReservationMovements(ReservationRequest request, String counter) {
        steps = request.eventTimes();
        quantity = request.lines().stream()
                .filter(line -> line.counter().equals(counter))
                .mapToLong(Line::quantity)
                .sum();
    }

    static List<StockMovement> of(ReservationRequest request, String counter) {
        ReservationMovements result = new ReservationMovements(request, counter);
        if (request.uncounted().contains(counter)) {
            result.add(UNCOUNTED, request.eventTimes().getOrDefault(RequestEvent.COMMITTED, request.createdAt()));
            return result.movements;
        }
        boolean wasShort = request.shortages().stream()
                .anyMatch(shortage -> shortage.counter().equals(counter));
        result.begin(request.createdAt(), wasShort);
        result.expire();
        if (request.state() == RequestState.COMMITTED) {
            result.commit(request.createdAt(), wasShort);
        }
        result.rollBack();
        return result.movements;
    }

    private void begin(Instant at, boolean wasShort) {
        if (steps.containsKey(RequestEvent.REFUSED)) {
            add(REFUSED, steps.get(RequestEvent.REFUSED));
        } else if (!at.equals(steps.get(RequestEvent.REACQUIRED)) || !wasShort) {
            add(RESERVED, at);
            isHeld = true;
        }
    }

    private void expire() {
        if (isHeld && steps.containsKey(RequestEvent.EXPIRED)) {
            add(EXPIRED, steps.get(RequestEvent.EXPIRED));
            isHeld = false;
        }
    }

    private void commit(Instant createdAt, boolean wasShort) {
        Instant at = steps.getOrDefault(RequestEvent.COMMITTED, createdAt);
        if (wasShort) {
            add(SHORT, at);
            return;
        }
        if (!isHeld) {
            add(RESERVED, steps.getOrDefault(RequestEvent.REACQUIRED, at));
        }
        add(COMMITTED, at);
    }

    private void rollBack() {
        if (isHeld && steps.containsKey(RequestEvent.RELEASED)) {
            add(RELEASED, steps.get(RequestEvent.RELEASED));
        }
    }

    private void add(StockMovement.Kind kind, Instant at) {
        movements.add(new StockMovement(at, kind, quantity));
    }
}
