package io.checkoutsuite.operations.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.replay.AuditLog;
import io.checkoutsuite.operations.replay.PreviewCounts;
import io.checkoutsuite.operations.replay.Replay;
import io.checkoutsuite.operations.replay.ReplaySpec;
import io.checkoutsuite.operations.replay.ReplayStage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A replay in responses.
 *
 * @param published how many events the broker has acknowledged
 * @param stoppedBecause absent unless it is stopped
 * @param auditLeftOut absent if no entries were dropped
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayResponse(
        String id,
        Replay.State state,
        ReplayStage stage,
        Map<String, String> filter,
        @Nullable Participant target,
        int perSecond,
        @Nullable Long limit,
        @Nullable String reason,
        String askedBy,
        Instant startedAt,
        long matched,
        long published,
        @Nullable String stoppedBecause,
        Map<Participant, PreviewCounts> results,
        List<AuditLog.ReplayAuditEntry> audit,
        @Nullable Long auditLeftOut) {

    static ReplayResponse of(Replay replay) {
        ReplaySpec spec = replay.spec();
        return new ReplayResponse(
                replay.id(),
                replay.state(),
                replay.progress().stage(),
                filter(spec.filter()),
                spec.target(),
                spec.perSecond(),
                spec.limit(),
                spec.reason(),
                spec.askedBy(),
                replay.description().startedAt(),
                replay.description().matched(),
                replay.published(),
                replay instanceof Replay.Stopped stopped ? stopped.because() : null,
                replay.progress().results(),
                replay.audit().entries(),
                replay.audit().leftOut() == 0 ? null : replay.audit().leftOut());
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
