package io.checkoutsuite.operations.replay;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.operations.participant.Participant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The number of events by the kind of their preview. */
public record Counts(long nothing, long change, long conflict) {

    static final Counts NONE = new Counts(0, 0, 0);

    static Counts of(List<EventPreview> previews) {
        return new Counts(
                count(previews, preview -> preview.kind() == EventPreview.Kind.NOTHING),
                count(previews, preview -> preview.kind() == EventPreview.Kind.CHANGE),
                count(previews, EventPreview::wouldBeParked));
    }

    private static long count(List<EventPreview> previews, Predicate<EventPreview> which) {
        return previews.stream().filter(which).count();
    }

    Counts plus(Counts other) {
        return new Counts(nothing + other.nothing, change + other.change, conflict + other.conflict);
    }

    static Map<Participant, Counts> sum(Map<Participant, Counts> one, Map<Participant, Counts> other) {
        Map<Participant, Counts> sum = new EnumMap<>(Participant.class);
        sum.putAll(one);
        other.forEach((participant, counts) -> sum.merge(participant, counts, Counts::plus));
        return sum;
    }
}
