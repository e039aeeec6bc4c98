package io.checkoutsuite.inventory.web;

import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.ProblemTypes;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The problem types that only this service has. */
@Component
class InventoryProblems implements ProblemTypes {

    static final ProblemType OUT_OF_STOCK = new ProblemType(
            "out-of-stock",
            HttpStatus.CONFLICT,
            "Not enough stock",
            "The member shortages lists only the SKUs that are short, with the requested and the available quantity. "
                    + "Nothing is reserved. Try again with a new request id and smaller quantities.");
    static final ProblemType RESERVATION_CLOSED = new ProblemType(
            "reservation-closed",
            HttpStatus.CONFLICT,
            "This request is closed",
            "It was released, expired or was refused, and holds nothing. A new attempt needs a new request id.");
    static final ProblemType RESERVATION_COMMITTED = new ProblemType(
            "reservation-committed",
            HttpStatus.CONFLICT,
            "This stock is sold",
            "The cart was submitted and its stock belongs to an order. Only a cancellation of the order releases it.");

    @Override
    public List<ProblemType> all() {
        return List.of(OUT_OF_STOCK, RESERVATION_CLOSED, RESERVATION_COMMITTED);
    }
}
