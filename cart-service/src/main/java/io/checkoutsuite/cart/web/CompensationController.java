package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.compensation.Compensations;
import io.checkoutsuite.cart.compensation.RetryCompensation;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the open compensations of failed checkouts, and retries them on an operator's request. */
@RestController
@RequestMapping("/ops/compensations")
@RequiredArgsConstructor
class CompensationController {

    private static final Set<String> FILTERS = Set.of("state");

    private final Compensations compensations;
    private final RetryCompensation compensationRetry;

    /**
     * The compensation of one attempt.
     *
     * @param dueAt when the next try is due, or when the retries ended
     */
    record CompensationResponse(
            String requestId,
            String cartId,
            String orderNumber,
            Compensation.State state,
            List<Compensation.RemainingActivity> remaining,
            int tries,
            Instant dueAt) {

        static CompensationResponse of(Compensations.Stored<? extends Compensation.Open> open) {
            return new CompensationResponse(
                    open.requestId(),
                    open.cartId(),
                    open.orderNumber(),
                    open.compensation().state(),
                    open.compensation().remaining(),
                    open.compensation().tries(),
                    switch (open.compensation()) {
                        case Compensation.Pending pending -> pending.dueAt();
                        case Compensation.NeedsAttention needsAttention -> needsAttention.since();
                    });
        }
    }

    @Operation(summary = "Lists the open compensations of failed checkout attempts")
    @GetMapping
    Page<CompensationResponse> listCompensations(
            Caller caller,
            @RequestParam(defaultValue = "NEEDS_ATTENTION") String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after,
            @RequestParam Map<String, String> asked) {
        QueryParameters.requireKnown(asked.keySet(), FILTERS);
        int size = Page.limit(limit);
        return Page.of(
                compensations.page(caller.tenant(), open(state), after, size + 1).stream()
                        .map(CompensationResponse::of)
                        .toList(),
                size,
                CompensationResponse::requestId);
    }

    private static Compensation.State open(String state) {
        return switch (state) {
            case "PENDING" -> Compensation.State.PENDING;
            case "NEEDS_ATTENTION" -> Compensation.State.NEEDS_ATTENTION;
            default ->
                throw new ProblemException(
                        Problems.MALFORMED,
                        new FieldError("query:state", "not-allowed", "state must be PENDING or NEEDS_ATTENTION"));
        };
    }

    /** Restarts the retries, the first of them at once. */
    @Operation(summary = "Restarts the retries of an open compensation")
    @PostMapping("/{requestId}/retries")
    @DocumentedResponse(status = HttpStatus.ACCEPTED)
    @DocumentedProblems("conflict")
    ResponseEntity<CompensationResponse> retryCompensation(Caller caller, @PathVariable String requestId) {
        return ResponseEntity.accepted()
                .body(CompensationResponse.of(requireRestarted(compensationRetry.retry(caller.tenant(), requestId))));
    }

    /** @throws ProblemException 404 or 409 unless the retries were restarted */
    static Compensations.Stored<Compensation.Pending> requireRestarted(RetryCompensation.Result result) {
        return switch (result) {
            case RetryCompensation.Restarted(var restarted) -> restarted;
            case RetryCompensation.UnknownCheckout() -> throw ProblemException.notFound("checkout");
            case RetryCompensation.NothingOpen() ->
                throw new ProblemException(Problems.CONFLICT, "The checkout has no open compensation");
            case RetryCompensation.BeingRetried() ->
                throw new ProblemException(Problems.CONFLICT, "The compensation is being retried right now");
        };
    }
}
