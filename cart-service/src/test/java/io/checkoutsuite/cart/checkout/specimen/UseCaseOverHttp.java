package io.checkoutsuite.cart.checkout.specimen;

import io.checkoutsuite.cart.web.specimen.PublicController;
import io.checkoutsuite.web.problem.ProblemException;
import org.springframework.beans.factory.annotation.Autowired;

/** A use case that answers over HTTP, knows an adapter and hides what it needs. */
class UseCaseOverHttp {

    @Autowired
    PublicController controller;

    ProblemException notFound() {
        return ProblemException.notFound("cart");
    }
}
