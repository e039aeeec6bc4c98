package io.checkoutsuite.offer.pricing.specimen;

import io.checkoutsuite.cart.specimen.ClassOfAnotherService;
import io.checkoutsuite.offer.usage.Use;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;

/** A class of the model that breaks five rules at once. */
class ForbiddenDependencies {

    @Autowired
    Document stored;

    Use above;

    ClassOfAnotherService other;
}
