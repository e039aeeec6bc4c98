package io.checkoutsuite.cart.specimen;

/** Stands for a class of another service. */
public class ClassOfAnotherService {}
