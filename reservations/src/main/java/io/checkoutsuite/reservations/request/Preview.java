package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.counter.Shortage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews commit and release without doing them. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Preview {

    private final Requests requests;
    private final Holds holds;
    private final HoldPlacement placement;
    private final Clock clock;

    public ChangePreview commit(RequestKey key, List<Line> linesIfUnknown) {
        Optional<ReservationRequest> known = requests.find(key);
        if (known.isEmpty()) {
            Instant now = clock.instant();
            return reacquires(
                    ReservationRequest.reacquiring(key, Line.summed(key, linesIfUnknown), now, now, Map.of()));
        }
        ReservationRequest seen = known.get();
        return switch (seen.state()) {
            case RequestState.Committed committed -> settles(seen);
            case RequestState.Reacquiring reacquiring -> reacquires(seen);
            case RequestState.Released released ->
                seen.isRolledBack() ? new ChangePreview.Conflicts() : reacquires(seen);
            case RequestState.Reserved reserved ->
                placement.inspect(seen).isComplete()
                        ? new ChangePreview.Commits(seen.lines().size())
                        : reacquires(seen);
        };
    }

    public ChangePreview release(RequestKey key) {
        return requests.find(key).map(this::releases).orElseGet(ChangePreview.Nothing::new);
    }

    private ChangePreview releases(ReservationRequest seen) {
        return switch (seen.state()) {
            case RequestState.Committed committed -> new ChangePreview.Conflicts();
            case RequestState.Reserved reserved ->
                new ChangePreview.Releases(seen.lines().size());
            case RequestState.Reacquiring reacquiring ->
                new ChangePreview.Releases(seen.lines().size());
            case RequestState.Released released -> {
                int left = holds.heldBy(seen.id(), seen.counters()).size();
                yield left == 0 ? new ChangePreview.Nothing() : new ChangePreview.Releases(left);
            }
        };
    }

    private ChangePreview settles(ReservationRequest committed) {
        long unsettled = holds.heldBy(committed.id(), committed.counters()).stream()
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
}
