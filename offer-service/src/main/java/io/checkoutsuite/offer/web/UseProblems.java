package io.checkoutsuite.offer.web;

import io.checkoutsuite.web.problem.ProblemType;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Why uses cannot be had. */
final class UseProblems {

    static final ProblemType EXHAUSTED = new ProblemType(
            "uses-exhausted",
            HttpStatus.CONFLICT,
            "An offer or code cannot be used (any more)",
            "The member refused names each use that cannot be had and why: EXHAUSTED, EXHAUSTED_FOR_CUSTOMER, EXPIRED or UNKNOWN."
                    + " None of the uses asked for is held. Price the cart anew and show the buyer what changed.");
    static final ProblemType CLOSED = new ProblemType(
            "uses-closed",
            HttpStatus.CONFLICT,
            "This request is over",
            "It was given back or never belonged to a checkout, and holds nothing. A new checkout attempt has a new request id.");
    static final ProblemType COMMITTED = new ProblemType(
            "uses-committed",
            HttpStatus.CONFLICT,
            "These uses belong to an order",
            "The checkout was completed: its uses are not given back by undoing the reservation.");

    private UseProblems() {}

    static List<ProblemType> all() {
        return List.of(EXHAUSTED, CLOSED, COMMITTED);
    }
}
