package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.checkout.ResumeCheckout;
import io.checkoutsuite.cart.compensation.RetryCompensation;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Continues what a checkout has left unfinished, at the request of the operations service. */
@RestController
@RequestMapping("/internal/checkouts/{requestId}")
@RequiredArgsConstructor
class CheckoutCommandController {

    private final RetryCompensation compensationRetry;
    private final ResumeCheckout resumption;

    @Operation(summary = "Retries the open compensation of a checkout attempt")
    @PostMapping("/compensation-retries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @DocumentedProblems("conflict")
    void retryCompensationOfCheckout(Caller caller, @PathVariable String requestId) {
        CompensationController.requireRestarted(compensationRetry.retry(caller.tenant(), requestId));
    }

    @Operation(summary = "Resumes an undecided checkout attempt that no process is running")
    @PostMapping("/resumptions")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @DocumentedProblems("conflict")
    void resumeCheckout(Caller caller, @PathVariable String requestId) {
        switch (resumption.resume(caller.tenant(), requestId)) {
            case RESUMED -> {}
            case UNKNOWN -> throw ProblemException.notFound("checkout");
            case DECIDED -> throw new ProblemException(Problems.CONFLICT, "The checkout is decided");
            case RUNNING -> throw new ProblemException(Problems.CONFLICT, "A process is running the checkout");
        }
    }
}
