package io.checkoutsuite.messaging;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.jspecify.annotations.Nullable;

/** Distinguishes messages that a broker will always reject from failures of the broker itself. */
public final class BrokerRejections {

    private BrokerRejections() {}

    /** Whether the message caused the failure; unknown causes count as failures of the broker. */
    public static boolean isCausedByMessage(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case UnboundEventException unknownType -> true;
            case RecordTooLargeException tooLarge -> true;
            case RecordBatchTooLargeException tooLarge -> true;
            case SerializationException unwritable -> true;
            case InvalidTopicException noTopic -> true;
            case UnsupportedForMessageFormatException unwritable -> true;
            case Throwable other -> isCausedByMessage(other.getCause());
        };
    }

    /** The root cause in one line. */
    public static String describeRootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
