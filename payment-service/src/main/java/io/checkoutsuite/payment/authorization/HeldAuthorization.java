package io.checkoutsuite.payment.authorization;

/** An authorization whose whole total is held, sold or pending, or part of an order. */
public sealed interface HeldAuthorization extends BegunAuthorization permits Authorized, Bound {}
