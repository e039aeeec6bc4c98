package io.checkoutsuite.offer.web.specimen;

/** An adapter that breaks a rule because it is public. */
public class PublicAdapter {}
