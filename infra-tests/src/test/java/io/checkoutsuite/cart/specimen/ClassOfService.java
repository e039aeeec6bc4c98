package io.checkoutsuite.cart.specimen;

/** Stands for a class of a service. */
public class ClassOfService {}
