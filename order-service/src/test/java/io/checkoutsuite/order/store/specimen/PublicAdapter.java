package io.checkoutsuite.order.store.specimen;

/** An adapter that breaks a rule because it is public. */
public class PublicAdapter {}
