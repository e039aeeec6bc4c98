package io.checkoutsuite.operations.web;

import io.checkoutsuite.operations.replay.Replay;
import io.checkoutsuite.operations.replay.ReplayDryRun;
import io.checkoutsuite.operations.replay.ReplayService;
import io.checkoutsuite.operations.replay.ReplaySpec;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the outcomes of checkouts again on an operator's request, or previews what that would change. */
@RestController
@RequestMapping("/ops/replays")
@RequiredArgsConstructor
class ReplayController {

    private static final Set<String> PARAMETERS = Set.of("limit", "after");

    private final ReplayService replays;

    @Operation(summary = "Publishes the outcomes of checkouts again, or previews what that would change")
    @PostMapping
    @DocumentedResponse(body = ReplayDryRun.class)
    @DocumentedResponse(status = HttpStatus.ACCEPTED, body = ReplayResponse.class, headers = HttpHeaders.LOCATION)
    ResponseEntity<Object> startReplay(Caller caller, @Valid @RequestBody ReplayRequest request) {
        ReplaySpec spec = request.toSpec(caller);
        if (request.isDryRun()) {
            return ResponseEntity.ok(replays.dryRun(spec));
        }
        Replay begun = replays.begin(spec);
        return ResponseEntity.accepted()
                .location(URI.create("/ops/replays/" + begun.id()))
                .body(ReplayResponse.of(begun));
    }

    @Operation(summary = "Lists the replays of outcome events")
    @GetMapping
    Page<ReplayResponse> listReplays(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after,
            @RequestParam Map<String, String> asked) {
        QueryParameters.requireKnown(asked.keySet(), PARAMETERS);
        int size = Page.limit(limit);
        return Page.of(
                replays.page(caller.tenant(), after, size + 1).stream()
                        .map(ReplayResponse::of)
                        .toList(),
                size,
                ReplayResponse::id);
    }

    @Operation(summary = "Returns a replay with its progress")
    @GetMapping("/{id}")
    ReplayResponse readReplay(Caller caller, @PathVariable String id) {
        return replays.find(caller.tenant(), id)
                .map(ReplayResponse::of)
                .orElseThrow(() -> ProblemException.notFound("replay"));
    }

    /** Resumes a stopped replay; a running one is not affected. */
    @Operation(summary = "Resumes a stopped replay")
    @PostMapping("/{id}/resume")
    @DocumentedResponse(status = HttpStatus.ACCEPTED)
    @DocumentedProblems("conflict")
    ResponseEntity<ReplayResponse> resumeReplay(Caller caller, @PathVariable String id) {
        Replay now = replays.resume(caller.tenant(), id, name(caller))
                .orElseThrow(() -> ProblemException.notFound("replay"));
        require(now, Replay.State.RUNNING);
        return ResponseEntity.accepted().body(ReplayResponse.of(now));
    }

    /** Cancels a replay; events that are already published stay published. */
    @Operation(summary = "Cancels a replay before its next event")
    @PostMapping("/{id}/cancel")
    @DocumentedProblems("conflict")
    ReplayResponse cancelReplay(Caller caller, @PathVariable String id) {
        Replay now = replays.cancel(caller.tenant(), id, name(caller))
                .orElseThrow(() -> ProblemException.notFound("replay"));
        require(now, Replay.State.CANCELLED);
        return ReplayResponse.of(now);
    }

    private static String name(Caller caller) {
        return Objects.requireNonNullElse(caller.subject(), "operator");
    }

    private static void require(Replay replay, Replay.State state) {
        if (replay.state() != state) {
            throw new ProblemException(Problems.CONFLICT, "The replay is " + replay.state());
        }
    }
}
