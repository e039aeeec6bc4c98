package io.checkoutsuite.offer.specimen;

import io.checkoutsuite.reservations.counter.Holds;

/** A class of a service that changes holds by itself. */
public record BypassesReservations(Holds holds) {}
