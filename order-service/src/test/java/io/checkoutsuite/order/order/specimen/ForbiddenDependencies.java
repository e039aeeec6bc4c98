package io.checkoutsuite.order.order.specimen;

import io.checkoutsuite.cart.specimen.ClassOfAnotherService;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;

/** A model class that breaks three rules at once. */
class ForbiddenDependencies {

    @Autowired
    Document stored;

    ClassOfAnotherService other;
}
