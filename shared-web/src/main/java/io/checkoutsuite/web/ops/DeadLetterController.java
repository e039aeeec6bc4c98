package io.checkoutsuite.web.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.messaging.DeadLetter;
import io.checkoutsuite.messaging.DeadLetters;
import io.checkoutsuite.messaging.TooManyRedrivesException;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators what this service could not apply, and sends it again on their word. */
@RestController
@RequestMapping("/ops/dead-letters")
@RequiredArgsConstructor
class DeadLetterController {

    private final DeadLetters deadLetters;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            String id,
            String topic,
            @Nullable String type,
            @Nullable String eventId,
            @Nullable String requestId,
            String reason,
            int redrives,
            Instant parkedAt) {

        static Summary of(DeadLetter letter) {
            return new Summary(
                    letter.id(),
                    letter.origin(),
                    letter.type(),
                    letter.eventId(),
                    letter.requestId(),
                    letter.reason(),
                    letter.redrives(),
                    letter.parkedAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(
            Summary letter,
            String state,
            Map<String, String> headers,
            String body,
            @Nullable String stack) {}

    @GetMapping
    Page<Summary> parked(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after) {
        int size = Page.limit(limit);
        return Page.of(
                deadLetters.parked(caller.tenant(), after, size + 1).stream()
                        .map(Summary::of)
                        .toList(),
                size,
                Summary::id);
    }

    @GetMapping("/{id}")
    Whole letter(Caller caller, @PathVariable String id) {
        return whole(find(caller, id));
    }

    @PostMapping("/{id}/redrives")
    Whole redrive(Caller caller, @PathVariable String id) {
        try {
            return whole(deadLetters.redrive(find(caller, id)));
        } catch (TooManyRedrivesException tooMany) {
            throw new ProblemException(Problems.CONFLICT, String.valueOf(tooMany.getMessage()));
        }
    }

    private DeadLetter find(Caller caller, String id) {
        return deadLetters.find(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("dead letter"));
    }

    private static Whole whole(DeadLetter letter) {
        return new Whole(
                Summary.of(letter),
                letter.state().name(),
                letter.headers(),
                new String(letter.body(), StandardCharsets.UTF_8),
                letter.stack());
    }
}
