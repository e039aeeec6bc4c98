package io.checkoutsuite.payment.authorization;

import java.util.List;

/**
 * A check that a shop adds between authorization and order, such as one against fraud; what it refuses is given back at once, all of the
 * attempt. May be asked more than once about one attempt; if it throws, the attempt counts as having no definite answer.
 */
public interface PaymentScreening {

    /**
     * What it refuses, each with a message for the buyer; empty if it lets all of them pass.
     *
     * @param payments of the whole attempt, each held, sold or promised
     */
    List<Decline> refusals(String tenant, Purpose purpose, List<Payment> payments);
}
