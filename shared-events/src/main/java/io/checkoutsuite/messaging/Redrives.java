package io.checkoutsuite.messaging;

import io.checkoutsuite.messaging.RedriveReport.Refused;
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
    public static final int MOST = 1_000;

    private static final int LISTED = 100;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final DeadLetters deadLetters;
    private final Clock clock;

    /** Redrives the dead letters with these ids. */
    public RedriveReport ofIds(String tenant, List<String> ids, int limit, int perSecond) {
        Run run = new Run(perSecond);
        int next = 0;
        while (next < ids.size() && run.mayGoOn(limit)) {
            String id = ids.get(next);
            Optional<DeadLetter> letter = deadLetters.find(tenant, id);
            if (letter.isEmpty()) {
                run.refuse(id, "There is no such dead letter");
                next++;
            } else if (run.send(letter.get())) {
                next++;
            }
        }
        return run.report(ids.size() - next);
    }

    /** Redrives the dead letters that are parked now and match the filter. */
    public RedriveReport matching(String tenant, DeadLetterFilter filter, int limit, int perSecond) {
        Instant begun = clock.instant();
        Run run = new Run(perSecond);
        String after = "";
        List<DeadLetter> page = deadLetters.sendable(tenant, filter, begun, after, LISTED);
        while (!page.isEmpty() && run.mayGoOn(limit)) {
            for (DeadLetter letter : page) {
                if (!run.mayGoOn(limit) || !run.send(letter)) {
                    break;
                }
                after = letter.id();
            }
            page = deadLetters.sendable(tenant, filter, begun, after, LISTED);
        }
        long remaining = deadLetters.countSendable(tenant, filter, begun) - run.inVain;
        deadLetters
                .looping(tenant, filter, LISTED)
                .forEach(letter -> run.refuse(letter.id(), DeadLetters.cameBack(letter)));
        return run.report(remaining);
    }

    /** The sends of one call, evenly spread. */
    private final class Run {

        private final List<Refused> refused = new ArrayList<>();
        private final long begun = System.nanoTime();
        private final long nanosBetween;
        private int redriven;
        private int inVain;
        private @Nullable String stopped;

        Run(int perSecond) {
            this.nanosBetween = Duration.ofSeconds(1).toNanos() / perSecond;
        }

        boolean mayGoOn(int limit) {
            if (stopped == null && System.nanoTime() - begun > LONGEST.toNanos()) {
                stopped = "A call takes no longer than " + LONGEST.toSeconds() + " s";
            }
            return stopped == null && redriven < limit;
        }

        /** False if the broker is unavailable. */
        boolean send(DeadLetter letter) {
            try {
                awaitTurn();
                deadLetters.redrive(letter);
                redriven++;
                return true;
            } catch (RedriveRefusedException why) {
                inVain++;
                refuse(letter.id(), String.valueOf(why.getMessage()));
                return true;
            } catch (BrokerAwayException away) {
                stopped = away.getMessage();
                return false;
            }
        }

        private void awaitTurn() {
            long early = begun + redriven * nanosBetween - System.nanoTime();
            if (early > 0) {
                try {
                    Thread.sleep(Duration.ofNanos(early));
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                    throw new BrokerAwayException("This service is being stopped", hurried);
                }
            }
        }

        void refuse(String id, String reason) {
            if (refused.size() < LISTED) {
                refused.add(new Refused(id, reason));
            }
        }

        RedriveReport report(long remaining) {
            return new RedriveReport(redriven, refused, remaining, stopped);
        }
    }
}
