package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.messaging.BrokerUnavailableException;
import io.checkoutsuite.messaging.deadletter.RedriveReport.RefusedRedrive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Redrives many dead letters, oldest first, no faster than requested, and each at most once: one that is parked again in the meantime waits for
 * the next call. Ends at the first failure of the broker.
 */
@RequiredArgsConstructor
public final class Redrives {

    /** The maximum number of messages that one call sends. */
    public static final int MAX_PER_CALL = 1_000;

    private static final int MAX_LISTED = 100;
    private static final Duration MAX_DURATION = Duration.ofSeconds(60);

    private final DeadLetters deadLetters;
    private final Clock clock;

    /** Redrives the dead letters with these ids. */
    public RedriveReport ofIds(String tenant, List<String> ids, int limit, int perSecond) {
        Batch batch = new Batch(perSecond);
        int next = 0;
        while (next < ids.size() && batch.mayContinue(limit)) {
            String id = ids.get(next);
            Optional<DeadLetter> letter = deadLetters.find(tenant, id);
            if (letter.isEmpty()) {
                batch.refuse(id, "There is no such dead letter");
                next++;
            } else if (batch.send(letter.get())) {
                next++;
            }
        }
        return batch.report(ids.size() - next);
    }

    /** Redrives the dead letters that are parked now and match the filter. */
    public RedriveReport matching(String tenant, DeadLetterFilter filter, int limit, int perSecond) {
        Instant begun = clock.instant();
        Batch batch = new Batch(perSecond);
        String after = "";
        List<DeadLetter> page = deadLetters.redrivable(tenant, filter, begun, after, MAX_LISTED);
        while (!page.isEmpty() && batch.mayContinue(limit)) {
            for (DeadLetter letter : page) {
                if (!batch.mayContinue(limit) || !batch.send(letter)) {
                    break;
                }
                after = letter.id();
            }
            page = deadLetters.redrivable(tenant, filter, begun, after, MAX_LISTED);
        }
        long remaining = deadLetters.countRedrivable(tenant, filter, begun) - batch.skipped;
        deadLetters
                .overRedriveLimit(tenant, filter, MAX_LISTED)
                .forEach(letter -> batch.refuse(letter.id(), DeadLetters.redriveLimitMessage(letter)));
        return batch.report(remaining);
    }

    /** The sends of one call, evenly spread. */
    private final class Batch {

        private final List<RefusedRedrive> refused = new ArrayList<>();
        private final long begun = System.nanoTime();
        private final long nanosBetween;
        private int redriven;
        private int skipped;
        private @Nullable String stopped;

        Batch(int perSecond) {
            this.nanosBetween = Duration.ofSeconds(1).toNanos() / perSecond;
        }

        boolean mayContinue(int limit) {
            if (stopped == null && System.nanoTime() - begun > MAX_DURATION.toNanos()) {
                stopped = "A call takes no longer than " + MAX_DURATION.toSeconds() + " s";
            }
            return stopped == null && redriven < limit;
        }

        /** False if the broker is unavailable. */
        boolean send(DeadLetter letter) {
            try {
                throttle();
                deadLetters.redrive(letter);
                redriven++;
                return true;
            } catch (RedriveRefusedException why) {
                skipped++;
                refuse(letter.id(), String.valueOf(why.getMessage()));
                return true;
            } catch (BrokerUnavailableException unavailable) {
                stopped = unavailable.getMessage();
                return false;
            }
        }

        private void throttle() {
            long early = begun + redriven * nanosBetween - System.nanoTime();
            if (early > 0) {
                try {
                    Thread.sleep(Duration.ofNanos(early));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new BrokerUnavailableException("This service is being stopped", interrupted);
                }
            }
        }

        void refuse(String id, String reason) {
            if (refused.size() < MAX_LISTED) {
                refused.add(new RefusedRedrive(id, reason));
            }
        }

        RedriveReport report(long remaining) {
            return new RedriveReport(redriven, refused, remaining, stopped);
        }
    }
}
