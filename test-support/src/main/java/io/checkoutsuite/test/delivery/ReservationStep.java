package io.checkoutsuite.test.delivery;

import java.util.List;
import java.util.stream.Stream;

/** The calls and events that reach a service that reserves something, for a cart whose first attempt fails and whose second completes. */
public enum ReservationStep {
    RESERVE_FIRST,
    RELEASE_FIRST,
    ROLLBACK_FIRST,
    REPLAYED_ROLLBACK_FIRST,
    RESERVE_SECOND,
    RELEASE_SECOND,
    ROLLBACK_SECOND,
    COMPLETION_SECOND,
    REPLAYED_COMPLETION_SECOND;

    /** Steps that never contradict each other, with duplicates and replays. */
    public static Stream<List<ReservationStep>> deliveries() {
        return Stream.of(
                List.of(RESERVE_FIRST, ROLLBACK_FIRST, REPLAYED_ROLLBACK_FIRST, RESERVE_SECOND, COMPLETION_SECOND),
                List.of(RESERVE_FIRST, RELEASE_FIRST, RESERVE_SECOND, COMPLETION_SECOND, COMPLETION_SECOND),
                List.of(ROLLBACK_FIRST, ROLLBACK_FIRST, RESERVE_SECOND, COMPLETION_SECOND, REPLAYED_COMPLETION_SECOND));
    }

    /** A completion and a rollback of the same attempt. */
    public static Stream<List<ReservationStep>> contradictions() {
        return Stream.of(
                List.of(RESERVE_SECOND, COMPLETION_SECOND, COMPLETION_SECOND, ROLLBACK_SECOND, ROLLBACK_SECOND),
                List.of(
                        RESERVE_SECOND,
                        COMPLETION_SECOND,
                        REPLAYED_COMPLETION_SECOND,
                        ROLLBACK_SECOND,
                        RELEASE_SECOND));
    }

    /** Whether the first outcome in this order is the completion of the second attempt. */
    public static boolean isCompletedFirst(List<ReservationStep> order) {
        return order.stream()
                .filter(step -> step != RESERVE_SECOND)
                .findFirst()
                .filter(ReservationStep::isCompletion)
                .isPresent();
    }

    /** The events that contradict the first outcome in this order. */
    public static List<ReservationStep> losers(List<ReservationStep> order) {
        boolean completed = isCompletedFirst(order);
        return order.stream()
                .filter(step -> completed ? step == ROLLBACK_SECOND : step.isCompletion())
                .toList();
    }

    private boolean isCompletion() {
        return this == COMPLETION_SECOND || this == REPLAYED_COMPLETION_SECOND;
    }
}
