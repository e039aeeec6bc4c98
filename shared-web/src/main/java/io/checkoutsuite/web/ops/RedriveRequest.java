package io.checkoutsuite.web.ops;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.checkoutsuite.messaging.deadletter.DeadLetterFilter;
import io.checkoutsuite.messaging.deadletter.Redrives;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the dead letters to redrive: by their ids, by a filter, or all.
 *
 * @param reason text that the reason contains
 * @param limit how many at most; 100 by default
 * @param perSecond how many per second at most; 50 by default
 * @param unknown unknown members, which are refused: a misspelt filter would select more letters than intended
 */
record RedriveRequest(
        @Nullable @Size(min = 1, max = Redrives.MAX_PER_CALL)
        List<@NotBlank String> ids,

        @Nullable @Size(min = 1) String topic,
        @Nullable @Size(min = 1) String type,
        @Nullable @Size(min = 1) String requestId,
        @Nullable @Size(min = 1) String reason,
        @Nullable Boolean all,
        @Nullable @Min(1) @Max(Redrives.MAX_PER_CALL) Integer limit,
        @Nullable @Min(1) @Max(1_000) Integer perSecond,
        @JsonAnySetter Map<String, Object> unknown)
        implements CheckedRequest {

    private static final int LIMIT = 100;
    private static final int PER_SECOND = 50;

    /** It must select letters in exactly one way. */
    @Override
    public void check(ValidationErrors errors) {
        unknown.keySet()
                .forEach(name -> errors.add("/" + name, "unknown-filter", "Dead letters cannot be chosen by " + name));
        long ways = Stream.of(ids != null, !filter().isAll(), Boolean.TRUE.equals(all))
                .filter(named -> named)
                .count();
        if (ways == 0) {
            errors.add("", "missing", "Set ids, or all, or at least one of topic, type, requestId and reason");
        }
        if (ways > 1) {
            errors.add("", "not-allowed", "ids, a filter and all are mutually exclusive");
        }
    }

    DeadLetterFilter filter() {
        return new DeadLetterFilter(topic, type, requestId, reason);
    }

    int limitOrDefault() {
        return Objects.requireNonNullElse(limit, LIMIT);
    }

    int perSecondOrDefault() {
        return Objects.requireNonNullElse(perSecond, PER_SECOND);
    }
}
