package io.checkoutsuite.operations.replay;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.operations.participant.Participant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The number of events by the kind of their preview. */
public record PreviewCounts(long nothing, long change, long conflict) {

    static final PreviewCounts NONE = new PreviewCounts(0, 0, 0);

    static PreviewCounts of(List<EventPreview> previews) {
        return new PreviewCounts(
                count(previews, preview -> preview.kind() == EventPreview.Kind.NOTHING),
                count(previews, preview -> preview.kind() == EventPreview.Kind.CHANGE),
                count(previews, EventPreview::wouldBeParked));
    }

    private static long count(List<EventPreview> previews, Predicate<EventPreview> which) {
        return previews.stream().filter(which).count();
    }

    PreviewCounts plus(PreviewCounts other) {
        return new PreviewCounts(nothing + other.nothing, change + other.change, conflict + other.conflict);
    }

    static Map<Participant, PreviewCounts> sum(
            Map<Participant, PreviewCounts> one, Map<Participant, PreviewCounts> other) {
        Map<Participant, PreviewCounts> sum = new EnumMap<>(Participant.class);
        sum.putAll(one);
        other.forEach((participant, counts) -> sum.merge(participant, counts, PreviewCounts::plus));
        return sum;
    }
}
