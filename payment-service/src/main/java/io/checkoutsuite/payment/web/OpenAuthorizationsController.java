package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.State;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.EnumSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operators' work list: what has no end yet, and what a gateway refuses to give back. */
@RestController
@RequiredArgsConstructor
class OpenAuthorizationsController {

    private static final Set<State> OPEN = EnumSet.of(State.RUNNING, State.REVERSING, State.REVERSAL_FAILED);

    private final Authorizations authorizations;

    @GetMapping("/ops/authorizations")
    Page<AuthorizationView> open(
            Caller caller,
            @RequestParam(defaultValue = "REVERSAL_FAILED") State state,
            @RequestParam(defaultValue = "50") int limit) {
        if (!OPEN.contains(state)) {
            throw new ProblemException(
                    Problems.MALFORMED, new FieldError("query:state", "not-allowed", "state is one of " + OPEN));
        }
        return new Page<>(
                authorizations.in(state, Page.limit(limit)).stream()
                        .filter(authorization -> authorization.tenant().equals(caller.tenant()))
                        .map(AuthorizationView::of)
                        .toList(),
                null);
    }
}
