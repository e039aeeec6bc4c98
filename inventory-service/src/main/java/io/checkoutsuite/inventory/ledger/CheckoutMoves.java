package io.checkoutsuite.inventory.ledger;

import static io.checkoutsuite.inventory.ledger.StockMove.Kind.*;

import io.checkoutsuite.reservations.Line;
import io.checkoutsuite.reservations.Request;
import io.checkoutsuite.reservations.State;
import io.checkoutsuite.reservations.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Derives from a request its movements of one SKU, oldest first. */
final class CheckoutMoves {

    private final List<StockMove> moves = new ArrayList<>();
    private final Map<Step, Instant> steps;
    private final long quantity;
    private boolean isHeld;

    private CheckoutMoves(Request request, String counter) {
        steps = request.steps();
        quantity = request.lines().stream()
                .filter(line -> line.counter().equals(counter))
                .mapToLong(Line::quantity)
                .sum();
    }

    static List<StockMove> of(Request request, String counter) {
        CheckoutMoves told = new CheckoutMoves(request, counter);
        if (request.uncounted().contains(counter)) {
            told.add(UNCOUNTED, request.steps().getOrDefault(Step.KEPT, request.createdAt()));
            return told.moves;
        }
        boolean wasShort = request.shortages().stream()
                .anyMatch(shortage -> shortage.counter().equals(counter));
        told.begin(request.createdAt(), wasShort);
        told.expire();
        if (request.state() == State.HARD) {
            told.keep(request.createdAt(), wasShort);
        }
        told.rollBack();
        return told.moves;
    }

    private void begin(Instant at, boolean wasShort) {
        if (steps.containsKey(Step.REFUSED)) {
            add(REFUSED, steps.get(Step.REFUSED));
        } else if (!at.equals(steps.get(Step.TAKEN_ANEW)) || !wasShort) {
            add(RESERVED, at);
            isHeld = true;
        }
    }

    private void expire() {
        if (isHeld && steps.containsKey(Step.EXPIRED)) {
            add(EXPIRED, steps.get(Step.EXPIRED));
            isHeld = false;
        }
    }

    private void keep(Instant createdAt, boolean wasShort) {
        Instant at = steps.getOrDefault(Step.KEPT, createdAt);
        if (wasShort) {
            add(SHORT, at);
            return;
        }
        if (!isHeld) {
            add(RESERVED, steps.getOrDefault(Step.TAKEN_ANEW, at));
        }
        add(HARDENED, at);
    }

    private void rollBack() {
        if (isHeld && steps.containsKey(Step.ROLLED_BACK)) {
            add(RELEASED, steps.get(Step.ROLLED_BACK));
        }
    }

    private void add(StockMove.Kind kind, Instant at) {
        moves.add(new StockMove(at, kind, quantity));
    }
}
