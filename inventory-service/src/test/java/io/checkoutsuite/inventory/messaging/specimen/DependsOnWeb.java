package io.checkoutsuite.inventory.messaging.specimen;

import io.checkoutsuite.inventory.web.specimen.PublicAdapter;

/** An adapter that breaks a rule because it depends on another one. */
class DependsOnWeb {

    PublicAdapter web;
}
