package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.cart.checkout.Undos;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Filters;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the open compensations of failed checkouts, and retries them on an operator's request. */
@RestController
@RequestMapping("/ops/undo")
@RequiredArgsConstructor
class UndoController {

    private static final int MOST_RACES = 5;
    private static final Set<String> FILTERS = Set.of("state");

    private final Undos undos;
    private final Carts carts;
    private final Clock clock;

    /**
     * The compensation of one attempt.
     *
     * @param dueAt when the next try is due, or when the retries ended
     */
    record UndoView(
            String requestId,
            String cartId,
            String orderNumber,
            Undo.State state,
            List<Undo.Missing> missing,
            int tries,
            Instant dueAt) {

        static UndoView of(Undos.Open open) {
            return new UndoView(
                    open.requestId(),
                    open.cartId(),
                    open.orderNumber(),
                    open.undo().state(),
                    open.undo().missing(),
                    open.undo().tries(),
                    open.undo().dueAt());
        }
    }

    @GetMapping
    Page<UndoView> page(
            Caller caller,
            @RequestParam(defaultValue = "NEEDS_ATTENTION") String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after,
            @RequestParam Map<String, String> asked) {
        Filters.requireKnown(asked.keySet(), FILTERS);
        int size = Page.limit(limit);
        return Page.of(
                undos.page(caller.tenant(), open(state), after, size + 1).stream()
                        .map(UndoView::of)
                        .toList(),
                size,
                UndoView::requestId);
    }

    private static Undo.State open(String state) {
        return switch (state) {
            case "PENDING" -> Undo.State.PENDING;
            case "NEEDS_ATTENTION" -> Undo.State.NEEDS_ATTENTION;
            default ->
                throw new ProblemException(
                        Problems.MALFORMED,
                        new FieldError("query:state", "not-allowed", "state must be PENDING or NEEDS_ATTENTION"));
        };
    }

    /** Restarts the retries, the first of them at once. */
    @PostMapping("/{requestId}/retries")
    ResponseEntity<UndoView> retry(Caller caller, @PathVariable String requestId) {
        for (int race = 0; race < MOST_RACES; race++) {
            Undos.Open open = open(caller, requestId);
            Undo anew = open.undo().anew(clock.instant());
            if (undos.replace(open, anew, null)) {
                return ResponseEntity.accepted().body(UndoView.of(open.now(anew)));
            }
        }
        throw new ProblemException(Problems.CONFLICT, "The compensation is being retried right now");
    }

    private Undos.Open open(Caller caller, String requestId) {
        Cart cart = carts.find(caller.tenant(), Cart.cartIdOf(requestId))
                .orElseThrow(() -> ProblemException.notFound("checkout"));
        return cart.attempt(requestId)
                .map(attempt -> Optional.ofNullable(attempt.undo())
                        .filter(undo -> undo.state() != Undo.State.DONE)
                        .map(undo -> new Undos.Open(cart.tenant(), cart.id(), requestId, attempt.orderNumber(), undo))
                        .orElseThrow(
                                () -> new ProblemException(Problems.CONFLICT, requestId + " has no open compensation")))
                .orElseThrow(() -> ProblemException.notFound("checkout"));
    }
}
