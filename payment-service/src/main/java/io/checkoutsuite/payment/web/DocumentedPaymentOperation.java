package io.checkoutsuite.payment.web;

import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpStatus;

/** Documents what all operations on a payment have in common. A repeated one is 200. */
@DocumentedResponse
@DocumentedResponse(status = HttpStatus.CREATED)
@DocumentedProblems({"amount-not-available", "conflict", "payment-unavailable"})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface DocumentedPaymentOperation {}
