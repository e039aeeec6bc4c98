package io.checkoutsuite.web.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.messaging.BrokerUnavailableException;
import io.checkoutsuite.messaging.deadletter.DeadLetter;
import io.checkoutsuite.messaging.deadletter.DeadLetterFilter;
import io.checkoutsuite.messaging.deadletter.DeadLetters;
import io.checkoutsuite.messaging.deadletter.RedriveRefusedException;
import io.checkoutsuite.messaging.deadletter.RedriveReport;
import io.checkoutsuite.messaging.deadletter.Redrives;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.participants.DeadLetterSummary;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators the dead letters of this service and redrives them. */
@Slf4j
@RestController
@ConditionalOnBean(DeadLetters.class)
@RequestMapping("/ops/dead-letters")
@RequiredArgsConstructor
class DeadLetterController {

    private static final Set<String> PARAMETERS = Set.of("topic", "type", "requestId", "reason", "state");

    private final DeadLetters deadLetters;
    private final Redrives redrives;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeadLetterResponse(
            DeadLetterSummary letter,
            String state,
            Map<String, String> headers,
            @Nullable String body,
            String bodyEncoding,
            long bodyBytes,
            boolean truncated,
            @Nullable String stack) {}

    @Operation(summary = "Lists the dead letters of this service")
    @GetMapping
    Page<DeadLetterSummary> listDeadLetters(
            Caller caller,
            @RequestParam Map<String, String> asked,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String requestId,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "PARKED") DeadLetter.State state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after) {
        QueryParameters.requireKnown(asked.keySet(), PARAMETERS);
        DeadLetterFilter filter = new DeadLetterFilter(topic, type, requestId, reason);
        int size = Page.limit(limit);
        return Page.of(
                deadLetters.list(caller.tenant(), state, filter, after, size + 1).stream()
                        .map(DeadLetterController::summary)
                        .toList(),
                size,
                DeadLetterSummary::id);
    }

    @Operation(summary = "Returns a dead letter of this service with its headers and its body")
    @GetMapping("/{id}")
    DeadLetterResponse readDeadLetter(Caller caller, @PathVariable String id) {
        return response(find(caller, id));
    }

    @Operation(summary = "Publishes a dead letter of this service to its topic again")
    @PostMapping("/{id}/redrives")
    @DocumentedProblems("conflict")
    DeadLetterResponse redriveDeadLetter(Caller caller, @PathVariable String id) {
        log.info("{} redrives dead letter {}", caller.subject(), id);
        try {
            return response(deadLetters.redrive(find(caller, id)));
        } catch (RedriveRefusedException refused) {
            throw new ProblemException(Problems.CONFLICT, String.valueOf(refused.getMessage()));
        } catch (BrokerUnavailableException unavailable) {
            throw new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, String.valueOf(unavailable.getMessage()))
                    .withHeader(HttpHeaders.RETRY_AFTER, "5");
        }
    }

    @Operation(summary = "Publishes selected dead letters of this service to their topics again")
    @PostMapping("/redrives")
    RedriveReport redriveDeadLetters(Caller caller, @Valid @RequestBody RedriveRequest request) {
        log.info("{} redrives dead letters: {}", caller.subject(), request);
        return request.ids() == null
                ? redrives.matching(
                        caller.tenant(), request.filter(), request.limitOrDefault(), request.perSecondOrDefault())
                : redrives.ofIds(
                        caller.tenant(), request.ids(), request.limitOrDefault(), request.perSecondOrDefault());
    }

    private DeadLetter find(Caller caller, String id) {
        return deadLetters.find(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("dead letter"));
    }

    private static DeadLetterSummary summary(DeadLetter letter) {
        return new DeadLetterSummary(
                letter.id(),
                letter.origin(),
                letter.type(),
                letter.eventId(),
                letter.requestId(),
                letter.reason(),
                letter.redrives(),
                letter.parkedAt());
    }

    private static DeadLetterResponse response(DeadLetter letter) {
        return new DeadLetterResponse(
                summary(letter),
                letter.state().name(),
                letter.headerTexts(),
                letter.bodyText(),
                letter.body() == null ? "none" : letter.isText() ? "text" : "base64",
                letter.bodyBytes(),
                letter.fullRecord() != null,
                letter.stack());
    }
}
