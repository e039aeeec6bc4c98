package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.CartTooLargeException;
import io.checkoutsuite.web.problem.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Returns the problem of a cart that is too large, with its size and the limit. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class CartTooLargeAdvice {

    @ExceptionHandler
    ProblemException tooLarge(CartTooLargeException tooLarge) {
        return new ProblemException(CartProblems.CART_TOO_LARGE, String.valueOf(tooLarge.getMessage()))
                .with("used", tooLarge.used())
                .with("limit", tooLarge.limit());
    }
}
