package io.checkoutsuite.order.web.specimen;

import io.checkoutsuite.order.store.specimen.PublicAdapter;

/** An adapter that breaks a rule because it depends on another one. */
class DependsOnStore {

    PublicAdapter store;
}
