package io.checkoutsuite.reservations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Previews commit and release without doing them. */
@RequiredArgsConstructor
class Foreseeing {

    private final Requests requests;
    private final Counters counters;
    private final Acquisition acquisition;
    private final Clock clock;

    Outlook keep(RequestKey key, List<Line> linesIfUnknown) {
        Request seen = requests.find(key.id());
        if (seen == null) {
            Instant now = clock.instant();
            return takesAnew(Request.retaking(key, linesIfUnknown, now, now, Map.of()));
        }
        return switch (seen.state()) {
            case HARD -> settles(seen);
            case RETAKING -> takesAnew(seen);
            case RELEASED -> seen.isRolledBack() ? new Outlook.Barred() : takesAnew(seen);
            case SOFT ->
                acquisition.look(seen).isComplete()
                        ? new Outlook.Keeps(seen.lines().size())
                        : takesAnew(seen);
        };
    }

    Outlook giveBack(RequestKey key) {
        @Nullable Request seen = requests.find(key.id());
        if (seen == null) {
            return new Outlook.Nothing();
        }
        return switch (seen.state()) {
            case HARD -> new Outlook.Barred();
            case SOFT, RETAKING -> new Outlook.Releases(seen.lines().size());
            case RELEASED -> {
                int left = counters.heldBy(seen.id(), names(seen)).size();
                yield left == 0 ? new Outlook.Nothing() : new Outlook.Releases(left);
            }
        };
    }

    private Outlook settles(Request kept) {
        long unfolded = counters.heldBy(kept.id(), names(kept)).stream()
                .filter(entry -> entry.take() == kept.take())
                .count();
        return unfolded == 0 ? new Outlook.Nothing() : new Outlook.Settles((int) unfolded);
    }

    private Outlook takesAnew(Request request) {
        List<Shortage> missing = acquisition.look(request).shortages();
        return new Outlook.TakesAnew(
                missing.size(),
                missing.stream()
                        .filter(line -> line.available() < line.requested())
                        .toList());
    }

    private static List<String> names(Request request) {
        return request.lines().stream().map(Line::counter).toList();
    }
}
