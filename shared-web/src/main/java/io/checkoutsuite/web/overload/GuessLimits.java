package io.checkoutsuite.web.overload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;

/**
 * Limits wrong guesses at values that only few people know, such as the address of an order or a code. A caller may make a few wrong guesses
 * at once and then one per interval. All callers together may make a few wrong guesses at one target and then one per interval, but half of
 * these are reserved for callers with at most two wrong guesses, so that no single caller can lock the owner out. A correct guess costs nothing.
 *
 * <p>Each node counts on its own, in memory: n nodes allow n times as many guesses, and a restart resets the counts. An attacker gets a few
 * thousand guesses a day instead of a thousand but would need hundreds of thousands; in return, wrong guesses cause no database writes.
 */
public final class GuessLimits {

    private static final Duration FORGIVE_INTERVAL = Duration.ofSeconds(30);

    /** The limit of wrong guesses at one target by all callers together, and then one more per interval. */
    private static final Bucket TARGET_BUCKET = new Bucket(20, FORGIVE_INTERVAL);

    private static final int RESERVED_FOR_CAREFUL_CALLERS = 10;
    private static final int MOST_WRONG_OF_CAREFUL_CALLER = 2;
    private static final int MOST = 100_000;

    /** No existing target has a longer name; a longer, made-up name is truncated. */
    private static final int LONGEST_NAME = 300;

    private final Clock clock;

    /** The limit of wrong guesses by one caller. */
    private final Bucket callerBucket;

    private final Cache<String, Level> callers;
    private final Cache<String, Level> targets = newCache(TARGET_BUCKET);

    GuessLimits(Clock clock, int wrongGuesses) {
        this.clock = clock;
        this.callerBucket = new Bucket(wrongGuesses, FORGIVE_INTERVAL);
        this.callers = newCache(callerBucket);
    }

    private static Cache<String, Level> newCache(Bucket bucket) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(bucket.interval().multipliedBy(bucket.capacity()))
                .build();
    }

    /** A number of guesses at once, and then one more per interval. */
    private record Bucket(int capacity, Duration interval) {}

    /** The number of wrong guesses at an instant; each interval forgives one. */
    private record Level(double wrong, Instant at) {

        static final Level NONE = new Level(0, Instant.EPOCH);

        double at(Instant now, Bucket bucket) {
            double forgiven = (double) Duration.between(at, now).toMillis()
                    / bucket.interval().toMillis();
            return Math.max(0, wrong - forgiven);
        }

        Level plus(double more, Instant now, Bucket bucket) {
            return new Level(Math.max(0, at(now, bucket) + more), now);
        }
    }

    /**
     * Begins a guess. It counts as wrong from now on, so that concurrent guesses do not all pass the limit. Closing it forgives it, unless
     * {@link Guess#wrong()} was called.
     *
     * @param target what is guessed at, for instance an order's number; the limit is the same whether it exists or not
     * @throws ProblemException 429 with {@code Retry-After} if this caller, or all callers of this target together, made too many wrong
     *     guesses; the response reveals nothing about the guess itself
     */
    public Guess begin(CallerKey caller, String target) {
        String name = target.substring(0, Math.min(target.length(), LONGEST_NAME));
        Instant now = clock.instant();
        double before = countGuess(callers, caller.value(), callerBucket, callerBucket.capacity(), now);
        try {
            countGuess(
                    targets,
                    name,
                    TARGET_BUCKET,
                    before > MOST_WRONG_OF_CAREFUL_CALLER
                            ? TARGET_BUCKET.capacity() - RESERVED_FOR_CAREFUL_CALLERS
                            : TARGET_BUCKET.capacity(),
                    now);
        } catch (ProblemException refused) {
            forgive(callers, caller.value(), callerBucket);
            throw refused;
        }
        return new Guess(caller.value(), name);
    }

    /** One guess, which is correct unless it is marked as wrong. */
    @RequiredArgsConstructor(access = AccessLevel.PRIVATE)
    public final class Guess implements AutoCloseable {

        private final String caller;
        private final String target;
        private boolean wrong;

        public void wrong() {
            wrong = true;
        }

        @Override
        public void close() {
            if (!wrong) {
                forgive(callers, caller, callerBucket);
                forgive(targets, target, TARGET_BUCKET);
            }
        }
    }

    /** Counts a guess and returns the number of wrong guesses before it. */
    private static double countGuess(Cache<String, Level> levels, String key, Bucket bucket, int most, Instant now) {
        // Atomic: each of several concurrent guesses sees those before it.
        Level counted = levels.asMap().compute(key, (same, level) -> {
            Level known = level == null ? Level.NONE : level;
            double wrong = known.at(now, bucket);
            if (wrong + 1 > most) {
                throw tooOften(Duration.ofMillis(
                        (long) ((wrong + 1 - most) * bucket.interval().toMillis())));
            }
            return known.plus(1, now, bucket);
        });
        return counted.wrong() - 1;
    }

    private void forgive(Cache<String, Level> levels, String key, Bucket bucket) {
        levels.asMap().computeIfPresent(key, (same, level) -> level.plus(-1, clock.instant(), bucket));
    }

    private static ProblemException tooOften(Duration wait) {
        return new ProblemException(Problems.TOO_MANY_REQUESTS, "There were too many wrong attempts")
                .withHeader(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }
}
