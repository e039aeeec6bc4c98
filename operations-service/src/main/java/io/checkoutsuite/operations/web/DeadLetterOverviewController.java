package io.checkoutsuite.operations.web;

import io.checkoutsuite.messaging.deadletter.DeadLetter;
import io.checkoutsuite.operations.deadletter.DeadLetterCursor;
import io.checkoutsuite.operations.deadletter.DeadLetterOverview;
import io.checkoutsuite.operations.deadletter.DeadLetterPage;
import io.checkoutsuite.operations.deadletter.SuiteRedriveReport;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.RedriveRefusedException;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Shows operators the dead letters of all services and redrives them. */
@Slf4j
@RestController
@RequestMapping("/ops/dead-letters")
@RequiredArgsConstructor
class DeadLetterOverviewController {

    private static final String SERVICE = "service";
    private static final Set<String> FILTERS = Set.of("topic", "type", "requestId", "reason");

    private final DeadLetterOverview overview;

    @Operation(summary = "Lists the dead letters of all services")
    @GetMapping
    @Parameter(in = ParameterIn.QUERY, name = "topic", schema = @Schema(type = "string"))
    @Parameter(in = ParameterIn.QUERY, name = "type", schema = @Schema(type = "string"))
    @Parameter(in = ParameterIn.QUERY, name = "requestId", schema = @Schema(type = "string"))
    @Parameter(in = ParameterIn.QUERY, name = "reason", schema = @Schema(type = "string"))
    DeadLetterPage listDeadLetters(
            Caller caller,
            @RequestParam Map<String, String> asked,
            @RequestParam(required = false) @Nullable List<String> service,
            @RequestParam(defaultValue = "PARKED") DeadLetter.State state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after) {
        QueryParameters.requireKnown(asked.keySet(), Set.of("topic", "type", "requestId", "reason", "state", SERVICE));
        Map<String, String> filter = new HashMap<>(asked);
        filter.keySet().retainAll(FILTERS);
        filter.put("state", state.name());
        return overview.page(caller.tenant(), services(service), filter, cursor(after), Page.limit(limit));
    }

    private static Set<Participant> services(@Nullable List<String> names) {
        if (names == null) {
            return Participant.all();
        }
        if (names.isEmpty()) {
            throw malformed(SERVICE, "service must name at least one service");
        }
        Set<Participant> services = EnumSet.noneOf(Participant.class);
        names.forEach(name -> services.add(
                Participant.named(name).orElseThrow(() -> malformed(SERVICE, "There is no service " + name))));
        return services;
    }

    private static DeadLetterCursor cursor(String after) {
        return after.isEmpty()
                ? DeadLetterCursor.START
                : DeadLetterCursor.parse(after)
                        .orElseThrow(() -> malformed("after", "after must be the cursor of a page"));
    }

    private static ProblemException malformed(String parameter, String message) {
        return new ProblemException(Problems.MALFORMED, new FieldError("query:" + parameter, "not-allowed", message));
    }

    @Operation(summary = "Returns a dead letter of any service with its headers and its body")
    @GetMapping("/{id}")
    ObjectNode readDeadLetter(Caller caller, @PathVariable String id) {
        return overview.find(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("dead letter"));
    }

    @Operation(summary = "Publishes a dead letter of any service to its topic again")
    @PostMapping("/{id}/redrives")
    @DocumentedProblems("conflict")
    ObjectNode redriveDeadLetter(Caller caller, @PathVariable String id) {
        log.info("{} redrives dead letter {}", caller.subject(), id);
        try {
            return overview.redrive(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("dead letter"));
        } catch (RedriveRefusedException refused) {
            throw new ProblemException(Problems.CONFLICT, String.valueOf(refused.getMessage()));
        }
    }

    @Operation(summary = "Publishes selected dead letters of all services to their topics again")
    @PostMapping("/redrives")
    SuiteRedriveReport redriveDeadLetters(Caller caller, @Valid @RequestBody SuiteRedriveRequest request) {
        SuiteRedriveRequest.Selected selected = request.toSelected();
        log.info("{} redrives dead letters: {}", caller.subject(), request);
        return overview.redrive(
                caller.tenant(), selected.services(), selected.selection(), selected.limit(), selected.perSecond());
    }
}
