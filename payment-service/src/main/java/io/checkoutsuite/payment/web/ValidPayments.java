package io.checkoutsuite.payment.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The payment methods of a request are ones that their gateways accept, and its payments belong together. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {AuthorizationValidator.class, SavedPaymentMethodValidator.class, TokenValidator.class})
@interface ValidPayments {

    String message() default "is not allowed";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
