package io.checkoutsuite.cart.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The id of a cart or attempt, or an order number. Null is valid; a lone surrogate, which is no valid text, is not. */
@Size(min = 1, max = 64)
@Pattern(regexp = "\\P{Cs}*")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface CheckoutId {

    String message() default "is no id";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
