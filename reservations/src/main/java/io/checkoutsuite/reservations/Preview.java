package io.checkoutsuite.reservations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Previews commit and release without doing them. */
@RequiredArgsConstructor
class Preview {

    private final ReservationRequestStore requests;
    private final CounterStore counters;
    private final HoldPlacement placement;
    private final Clock clock;

    ChangePreview commit(RequestKey key, List<Line> linesIfUnknown) {
        ReservationRequest seen = requests.find(key.id());
        if (seen == null) {
            Instant now = clock.instant();
            return reacquires(ReservationRequest.reacquiring(key, linesIfUnknown, now, now, Map.of()));
        }
        return switch (seen.state()) {
            case COMMITTED -> settles(seen);
            case REACQUIRING -> reacquires(seen);
            case RELEASED -> seen.isRolledBack() ? new ChangePreview.Conflicts() : reacquires(seen);
            case RESERVED ->
                placement.inspect(seen).isComplete()
                        ? new ChangePreview.Commits(seen.lines().size())
                        : reacquires(seen);
        };
    }

    ChangePreview release(RequestKey key) {
        @Nullable ReservationRequest seen = requests.find(key.id());
        if (seen == null) {
            return new ChangePreview.Nothing();
        }
        return switch (seen.state()) {
            case COMMITTED -> new ChangePreview.Conflicts();
            case RESERVED, REACQUIRING ->
                new ChangePreview.Releases(seen.lines().size());
            case RELEASED -> {
                int left = counters.heldBy(seen.id(), names(seen)).size();
                yield left == 0 ? new ChangePreview.Nothing() : new ChangePreview.Releases(left);
            }
        };
    }

    private ChangePreview settles(ReservationRequest committed) {
        long unsettled = counters.heldBy(committed.id(), names(committed)).stream()
                .filter(hold -> hold.generation() == committed.generation())
                .count();
        return unsettled == 0 ? new ChangePreview.Nothing() : new ChangePreview.Settles((int) unsettled);
    }

    private ChangePreview reacquires(ReservationRequest request) {
        List<Shortage> missing = placement.inspect(request).shortages();
        return new ChangePreview.Reacquires(
                missing.size(),
                missing.stream()
                        .filter(line -> line.available() < line.requested())
                        .toList());
    }

    private static List<String> names(ReservationRequest request) {
        return request.lines().stream().map(Line::counter).toList();
    }
}
