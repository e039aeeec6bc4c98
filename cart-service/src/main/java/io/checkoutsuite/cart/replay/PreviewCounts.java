package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.preview.EventPreview;
import java.util.List;
import java.util.function.Predicate;

/** Counts previews by their kind. */
final class PreviewCounts {

    private PreviewCounts() {}

    static Replay.Counts of(List<EventPreview> previews) {
        return new Replay.Counts(
                count(previews, preview -> preview.kind() == EventPreview.Kind.NOTHING),
                count(previews, preview -> preview.kind() == EventPreview.Kind.CHANGE),
                count(previews, EventPreview::wouldBeParked));
    }

    private static long count(List<EventPreview> previews, Predicate<EventPreview> which) {
        return previews.stream().filter(which).count();
    }
}
