package io.checkoutsuite.inventory.web.specimen;

/** An adapter that breaks a rule because it is public. */
public class PublicAdapter {}
