package io.checkoutsuite.operations.web;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.checkoutsuite.messaging.deadletter.Redrives;
import io.checkoutsuite.operations.deadletter.RedriveSelection;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the dead letters to redrive: by their ids, by a filter, or all.
 *
 * @param services only those of these services; null for all services
 * @param reason text that the reason contains
 * @param limit how many at most, of all services together; 100 by default
 * @param perSecond how many per second at most; 50 by default
 * @param unknown unknown members, which are refused: a misspelt filter would select more letters than intended
 */
record SuiteRedriveRequest(
        @Nullable @Size(min = 1, max = SuiteRedriveRequest.MAX_SERVICES)
        List<@NotBlank String> services,

        @Nullable @Size(min = 1, max = SuiteRedriveRequest.MAX_IDS)
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

    /** Each id is looked up in every service. */
    static final int MAX_IDS = 100;

    static final int MAX_SERVICES = 10;

    private static final int LIMIT = 100;
    private static final int PER_SECOND = 50;

    /** What the request selects. */
    record Selected(Set<Participant> services, RedriveSelection selection, int limit, int perSecond) {}

    /** It must select letters in exactly one way. */
    @Override
    public void check(ValidationErrors errors) {
        unknown.keySet()
                .forEach(name -> errors.add("/" + name, "unknown-filter", "Dead letters cannot be chosen by " + name));
        long ways = Stream.of(ids != null, !filter().isEmpty(), Boolean.TRUE.equals(all))
                .filter(named -> named)
                .count();
        // A misspelt filter would be reported twice.
        if (ways == 0 && unknown.isEmpty()) {
            errors.add("", "missing", "Set ids, or all, or at least one of topic, type, requestId and reason");
        }
        if (ways > 1) {
            errors.add("", "not-allowed", "ids, a filter and all are mutually exclusive");
        }
        List<String> names = services == null ? List.of() : services;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name != null && !name.isBlank() && Participant.named(name).isEmpty()) {
                errors.add("/services/" + i, "not-allowed", "There is no service " + name);
            }
        }
    }

    Selected toSelected() {
        Map<String, Object> filter = filter();
        return new Selected(
                services == null ? Participant.all() : selected(services),
                ids == null
                        ? new RedriveSelection.Matching(filter.isEmpty() ? Map.of("all", true) : filter)
                        : new RedriveSelection.Ids(ids),
                Objects.requireNonNullElse(limit, LIMIT),
                Objects.requireNonNullElse(perSecond, PER_SECOND));
    }

    private static Set<Participant> selected(List<String> services) {
        return services.stream()
                .flatMap(name -> Participant.named(name).stream())
                .collect(toCollection(() -> EnumSet.noneOf(Participant.class)));
    }

    private Map<String, Object> filter() {
        Map<String, Object> filter = new LinkedHashMap<>();
        put(filter, "topic", topic);
        put(filter, "type", type);
        put(filter, "requestId", requestId);
        put(filter, "reason", reason);
        return filter;
    }

    private static void put(Map<String, Object> filter, String name, @Nullable String value) {
        if (value != null) {
            filter.put(name, value);
        }
    }
}
