package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.ReversalFailed;
import io.checkoutsuite.payment.reversal.ReversePayments;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import java.util.EnumSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operators' work list: unfinished authorizations, and reversals that a gateway refuses. */
@RestController
@RequestMapping("/ops/authorizations")
@RequiredArgsConstructor
class OpenAuthorizationsController {

    private static final Set<AuthorizationState> OPEN = EnumSet.of(
            AuthorizationState.RUNNING,
            AuthorizationState.AWAITING,
            AuthorizationState.REVERSING,
            AuthorizationState.REVERSAL_FAILED);
    private static final Set<String> FILTERS = Set.of("state");

    private final Authorizations authorizations;
    private final ReversePayments reversePayments;

    @Operation(summary = "Lists unfinished authorizations, and those whose reversal a gateway refuses")
    @GetMapping
    Page<AuthorizationResponse> listOpenAuthorizations(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "REVERSAL_FAILED") AuthorizationState state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        QueryParameters.requireKnown(parameters.keySet(), FILTERS);
        if (!OPEN.contains(state)) {
            throw new ProblemException(
                    Problems.MALFORMED, new FieldError("query:state", "not-allowed", "state must be one of " + OPEN));
        }
        int size = Page.limit(limit);
        return Page.of(authorizations.inState(caller.tenant(), state, after, size + 1), size, Authorization::requestId)
                .map(AuthorizationResponse::of);
    }

    /** Retries a refused reversal at once and returns the resulting state. */
    @Operation(summary = "Retries a refused reversal at once")
    @PostMapping("/{requestId}/reversals")
    @DocumentedProblems("conflict")
    AuthorizationResponse reverseAgain(Caller caller, @PathVariable String requestId) {
        Authorization known = authorizations
                .of(caller.tenant(), RequestIds.requestId(requestId))
                .orElseThrow(() -> ProblemException.notFound("authorization"));
        if (!(known instanceof ReversalFailed)) {
            throw new ProblemException(Problems.CONFLICT, "The authorization is " + known.state());
        }
        reversePayments.reverse(caller.tenant(), requestId);
        return authorizations
                .of(caller.tenant(), requestId)
                .map(AuthorizationResponse::of)
                .orElseThrow(() -> ProblemException.notFound("authorization"));
    }
}
