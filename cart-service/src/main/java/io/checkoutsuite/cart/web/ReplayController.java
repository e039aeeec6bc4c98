package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.replay.EventFilter;
import io.checkoutsuite.cart.replay.Replay;
import io.checkoutsuite.cart.replay.ReplayService;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

    /** A replay in responses. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayResponse(
            String id,
            Replay.State state,
            Replay.Stage stage,
            Map<String, String> filter,
            @Nullable String target,
            int perSecond,
            @Nullable Long limit,
            @Nullable String reason,
            String askedBy,
            Instant startedAt,
            long matched,
            long published,
            @Nullable String stoppedBecause,
            Map<String, Replay.Counts> results,
            List<Replay.Audit> audit,
            @Nullable Long auditLeftOut) {

        static ReplayResponse of(Replay replay) {
            return new ReplayResponse(
                    replay.id(),
                    replay.state(),
                    replay.stage(),
                    filter(replay.filter()),
                    replay.target(),
                    replay.perSecond(),
                    replay.limit(),
                    replay.reason(),
                    replay.askedBy(),
                    replay.startedAt(),
                    replay.matched(),
                    replay.published(),
                    replay.stoppedBecause(),
                    replay.results(),
                    replay.audit(),
                    replay.auditLeftOut());
        }

        private static Map<String, String> filter(EventFilter filter) {
            Map<String, String> members = new LinkedHashMap<>();
            put(members, "cartId", filter.cartId());
            put(members, "requestId", filter.requestId());
            put(members, "orderNumber", filter.orderNumber());
            put(members, "from", filter.from());
            put(members, "to", filter.to());
            put(
                    members,
                    "eventType",
                    filter.eventType() == null ? null : filter.eventType().wireName());
            put(members, "failureType", filter.failureType());
            return members;
        }

        private static void put(Map<String, String> members, String name, @Nullable Object value) {
            if (value != null) {
                members.put(name, value.toString());
            }
        }
    }

    @PostMapping
    ResponseEntity<Object> replay(Caller caller, @Valid @RequestBody ReplayRequest request) {
        ReplayService.ReplaySpec spec = request.toSpec(caller, replays.services());
        if (request.isDryRun()) {
            return ResponseEntity.ok(dryRun(spec));
        }
        Replay begun = replays.begin(spec);
        return ResponseEntity.accepted()
                .location(URI.create("/ops/replays/" + begun.id()))
                .body(ReplayResponse.of(begun));
    }

    private ReplayService.DryRun dryRun(ReplayService.ReplaySpec spec) {
        try {
            return replays.dryRun(spec);
        } catch (ReplayService.PreviewUnavailableException unavailable) {
            throw new ProblemException(Problems.UNAVAILABLE, String.valueOf(unavailable.getMessage()))
                    .withHeader(HttpHeaders.RETRY_AFTER, "5");
        }
    }

    @GetMapping
    Page<ReplayResponse> page(
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

    @GetMapping("/{id}")
    ReplayResponse one(Caller caller, @PathVariable String id) {
        return replays.find(caller.tenant(), id)
                .map(ReplayResponse::of)
                .orElseThrow(() -> ProblemException.notFound("replay"));
    }

    /** Resumes a stopped replay; a running one is not affected. */
    @PostMapping("/{id}/resume")
    ResponseEntity<ReplayResponse> resume(Caller caller, @PathVariable String id) {
        Replay now = replays.resume(caller.tenant(), id, name(caller))
                .orElseThrow(() -> ProblemException.notFound("replay"));
        require(now, Replay.State.RUNNING);
        return ResponseEntity.accepted().body(ReplayResponse.of(now));
    }

    /** Cancels a replay; events that are already published stay published. */
    @PostMapping("/{id}/cancel")
    ReplayResponse cancel(Caller caller, @PathVariable String id) {
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
