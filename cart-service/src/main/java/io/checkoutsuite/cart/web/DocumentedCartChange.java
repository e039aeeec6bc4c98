package io.checkoutsuite.cart.web;

import io.checkoutsuite.web.apidocs.AcceptsGuestToken;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents what all changes of a cart have in common. */
@AcceptsGuestToken
@DocumentedProblems({"invalid-request", "guest-token-required", "cart-locked", "cart-too-large", "too-many-keys"})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface DocumentedCartChange {}
