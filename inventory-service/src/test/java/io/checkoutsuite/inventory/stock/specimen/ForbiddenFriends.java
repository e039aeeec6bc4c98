package io.checkoutsuite.inventory.stock.specimen;

import io.checkoutsuite.cart.specimen.OfAnotherService;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;

/** A model class that breaks three rules at once. */
class ForbiddenFriends {

    @Autowired
    Document stored;

    OfAnotherService other;
}
