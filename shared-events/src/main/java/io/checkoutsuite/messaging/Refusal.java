package io.checkoutsuite.messaging;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.jspecify.annotations.Nullable;

/** Tells what a broker will never take, however often it is sent, from trouble with the broker itself. */
final class Refusal {

    private Refusal() {}

    /** Whether the cause lies with the message; anything unknown counts as trouble. */
    static boolean isOfTheMessage(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case UnboundEventException unknownType -> true;
            case RecordTooLargeException tooLarge -> true;
            case RecordBatchTooLargeException tooLarge -> true;
            case SerializationException unwritable -> true;
            case InvalidTopicException noTopic -> true;
            case UnsupportedForMessageFormatException unwritable -> true;
            case Throwable other -> isOfTheMessage(other.getCause());
        };
    }

    /** The innermost cause in one line. */
    static String saidBy(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
