package io.checkoutsuite.inventory.stock.specimen;

import io.checkoutsuite.cart.specimen.ClassOfAnotherService;
import io.checkoutsuite.inventory.reservation.Reservation;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;

/** A model class that breaks four rules at once. */
class ForbiddenDependencies {

    @Autowired
    Document stored;

    Reservation above;

    ClassOfAnotherService other;
}
