package io.checkoutsuite.cart.web.specimen;

/** An adapter on which other packages can depend. */
public class PublicController {}
