package io.checkoutsuite.web.cards;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a body that is not searched for card numbers. Only for what is neither stored nor logged, and whose sender cannot be told to leave out a number that
 * merely looks like one.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface CardNumbersAllowed {}
