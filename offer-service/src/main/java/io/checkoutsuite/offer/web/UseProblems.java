package io.checkoutsuite.offer.web;

import io.checkoutsuite.web.problem.ProblemType;
import java.util.List;
import org.springframework.http.HttpStatus;

/** The problem types of uses. */
final class UseProblems {

    static final ProblemType EXHAUSTED = new ProblemType(
            "uses-exhausted",
            HttpStatus.CONFLICT,
            "An offer or code cannot be used",
            "The member refused lists each use that cannot be reserved, with its reason: EXHAUSTED, EXHAUSTED_FOR_CUSTOMER, EXPIRED or UNKNOWN."
                    + " None of the requested uses is reserved. Price the cart again and show the buyer what changed.");
    static final ProblemType CLOSED = new ProblemType(
            "uses-closed",
            HttpStatus.CONFLICT,
            "This request is closed",
            "It was released or never belonged to a checkout, and it holds nothing. A new checkout attempt needs a new request id.");
    static final ProblemType COMMITTED = new ProblemType(
            "uses-committed",
            HttpStatus.CONFLICT,
            "These uses belong to an order",
            "The checkout is completed, so its reservation can be neither released nor extended.");

    private UseProblems() {}

    static List<ProblemType> all() {
        return List.of(EXHAUSTED, CLOSED, COMMITTED);
    }
}
