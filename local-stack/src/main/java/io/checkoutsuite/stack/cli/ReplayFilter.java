package io.checkoutsuite.stack.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select the events to publish again. */
final class ReplayFilter {

    @Option(names = "--cart", paramLabel = "ID", description = "Events of this cart.")
    private @Nullable String cartId;

    @Option(names = "--request", paramLabel = "ID", description = "The event of this checkout (request id).")
    private @Nullable String requestId;

    @Option(names = "--order", paramLabel = "NUMBER", description = "The event of this order.")
    private @Nullable String orderNumber;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            converter = InstantConverter.class,
            description = "Events decided since this time: " + InstantConverter.EXAMPLES + ".")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "WHEN",
            converter = InstantConverter.class,
            description = "Events decided until this time.")
    private @Nullable Instant to;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Events of this type: checkoutCompletion or checkoutRollback.")
    private @Nullable String eventType;

    @Option(
            names = "--failure-type",
            paramLabel = "TYPE",
            description = "Rollbacks with this failure type, for instance FAILED_PAYMENT_TRANSACTION.")
    private @Nullable String failureType;

    boolean isEmpty() {
        return members().isEmpty();
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "cartId", cartId);
        put(members, "requestId", requestId);
        put(members, "orderNumber", orderNumber);
        put(members, "from", from);
        put(members, "to", to);
        put(members, "eventType", eventType);
        put(members, "failureType", failureType);
        return members;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }
}
