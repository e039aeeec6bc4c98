package io.checkoutsuite.inventory.web.specimen;

/** An adapter that anybody could use. */
public class PublicAdapter {}
