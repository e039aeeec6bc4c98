package io.checkoutsuite.reservations.counter.specimen;

import io.checkoutsuite.reservations.request.RequestKey;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A class of the model that depends on a room above it and on a database. */
class ForbiddenDependencies {

    @Nullable
    RequestKey request;

    @Nullable
    Document stored;
}
