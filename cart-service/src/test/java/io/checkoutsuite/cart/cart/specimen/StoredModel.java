package io.checkoutsuite.cart.cart.specimen;

import io.checkoutsuite.cart.checkout.CheckoutSettings;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;

/** A model class that is wired, knows its storage and knows a use case. */
@Document
@Component
class StoredModel {

    CheckoutSettings useCase;
}
