package io.checkoutsuite.reservations;

import java.util.List;
import org.springframework.data.mongodb.core.query.Update;

/** Lets the owner add what a shortage requires (an event, a hold) to the write that records the shortage. */
@FunctionalInterface
public interface ShortageHandler {

    /** Adds nothing. */
    ShortageHandler NONE = (update, shortages) -> {};

    /** Adds fields to the update of the request document. It is called at least once per shortage, but written exactly once. */
    void addTo(Update update, List<Shortage> shortages);
}
