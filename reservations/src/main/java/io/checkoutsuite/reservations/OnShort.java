package io.checkoutsuite.reservations;

import java.util.List;
import org.springframework.data.mongodb.core.query.Update;

/** Lets the owner add what it owes about a shortage (an event, a hold) to the very write that records it. */
@FunctionalInterface
public interface OnShort {

    /** Nothing to add. */
    OnShort NOTHING = (update, shortages) -> {};

    /** Adds fields to the update of the request document; called at least once per shortage, written exactly once. */
    void add(Update update, List<Shortage> shortages);
}
