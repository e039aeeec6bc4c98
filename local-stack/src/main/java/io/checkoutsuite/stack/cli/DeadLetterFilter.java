package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Query;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that select dead letters. */
final class DeadLetterFilter {

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            split = ",",
            scope = ScopeType.INHERIT,
            converter = ParticipantConverter.class,
            description = "Only dead letters of these services: " + ParticipantConverter.NAMES + " (default: all).")
    private List<Service> services = List.of();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            scope = ScopeType.INHERIT,
            description = "Only dead letters from this topic.")
    private @Nullable String topic;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            scope = ScopeType.INHERIT,
            description = "Only events of this type, for instance checkoutCompletion.")
    private @Nullable String type;

    @Option(
            names = "--request",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            description = "Only events of this checkout (request id).")
    private @Nullable String requestId;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            scope = ScopeType.INHERIT,
            description = "Only dead letters whose reason contains this text.")
    private @Nullable String reason;

    /** Whether any filter other than the service is set. */
    boolean isSet() {
        return Stream.of(topic, type, requestId, reason).anyMatch(Objects::nonNull);
    }

    Query query(String path) {
        return new Query(path)
                .with("service", services.isEmpty() ? null : String.join(",", names()))
                .with("topic", topic)
                .with("type", type)
                .with("requestId", requestId)
                .with("reason", reason);
    }

    /** Adds the filter to the members of a request body. */
    void addTo(Map<String, Object> members) {
        put(members, "services", services.isEmpty() ? null : names());
        put(members, "topic", topic);
        put(members, "type", type);
        put(members, "requestId", requestId);
        put(members, "reason", reason);
    }

    private List<String> names() {
        return services.stream().map(Service::id).toList();
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
