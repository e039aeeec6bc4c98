package io.checkoutsuite.operations.web;

import io.checkoutsuite.operations.timeline.Timeline;
import io.checkoutsuite.operations.timeline.Timelines;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators what every service did for a checkout, an order or a cart. */
@RestController
@RequiredArgsConstructor
class TimelineController {

    private final Timelines timelines;

    @Operation(summary = "Returns what every service did for a cart, a checkout attempt or an order")
    @GetMapping("/ops/timelines/{id}")
    @DocumentedProblems("invalid-request")
    Timeline readTimeline(Caller caller, @PathVariable String id) {
        return timelines
                .of(caller.tenant(), id)
                .orElseThrow(() -> ProblemException.notFound("checkout, order or cart"));
    }
}
