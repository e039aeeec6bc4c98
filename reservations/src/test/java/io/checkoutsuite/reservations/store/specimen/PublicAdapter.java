package io.checkoutsuite.reservations.store.specimen;

/** An adapter that breaks a rule because it is public. */
public class PublicAdapter {}
