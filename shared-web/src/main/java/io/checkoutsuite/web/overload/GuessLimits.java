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
 * Limits wrong guesses at what is known to few: the address of an order, a code. A caller may guess wrong a few times and then ever more
 * slowly; a thing may be guessed at a few times by everybody together and then ever more slowly too, but half of its guesses are kept for
 * callers who have not guessed wrong more than twice, so that nobody alone can shut the owner out. A right guess costs nothing.
 *
 * <p>Each node counts for itself, in memory: n nodes allow n times as many guesses, and a restart forgives. That changes a thousand
 * guesses a day into some thousands, where hundreds of thousands would be needed, and spares a write for every wrong guess that an attacker
 * could make us do.
 */
public final class GuessLimits {

    private static final Duration FORGIVEN_AFTER = Duration.ofSeconds(30);

    /** The most wrong guesses in a row at one thing, whoever guesses, and then one more for each time span. */
    private static final Bucket THING = new Bucket(20, FORGIVEN_AFTER);

    private static final int KEPT_FOR_THE_INNOCENT = 10;
    private static final int INNOCENT = 2;
    private static final int MOST = 100_000;

    /** Nothing that exists has a longer name; what is made up beyond that is remembered by its beginning. */
    private static final int LONGEST_NAME = 300;

    private final Clock clock;

    /** The same of one caller. */
    private final Bucket ofCaller;

    private final Cache<String, Level> callers;
    private final Cache<String, Level> things = remembered(THING);

    GuessLimits(Clock clock, int wrongGuesses) {
        this.clock = clock;
        this.ofCaller = new Bucket(wrongGuesses, FORGIVEN_AFTER);
        this.callers = remembered(ofCaller);
    }

    private static Cache<String, Level> remembered(Bucket bucket) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(bucket.every().multipliedBy(bucket.most()))
                .build();
    }

    /** So many at once, and one more after each span. */
    private record Bucket(int most, Duration every) {}

    /** How many guesses were wrong, as of a moment; each span forgives one. */
    private record Level(double wrong, Instant at) {

        static final Level NONE = new Level(0, Instant.EPOCH);

        double at(Instant now, Bucket bucket) {
            double forgiven = (double) Duration.between(at, now).toMillis()
                    / bucket.every().toMillis();
            return Math.max(0, wrong - forgiven);
        }

        Level plus(double more, Instant now, Bucket bucket) {
            return new Level(Math.max(0, at(now, bucket) + more), now);
        }
    }

    /**
     * Begins a guess. It counts as wrong from now on, so that guesses at the same time do not all find room, and is forgiven when it is closed
     * unless {@link Guess#wrong()} was said.
     *
     * @param thing what is guessed at, for instance an order's number; the same whether there is such a thing or not
     * @throws ProblemException 429 with {@code Retry-After} if this caller, or all callers of this thing, have guessed wrong too often; of
     *     the guess itself nothing can be told from that
     */
    public Guess begin(CallerKey caller, String thing) {
        String name = thing.substring(0, Math.min(thing.length(), LONGEST_NAME));
        Instant now = clock.instant();
        double before = take(callers, caller.value(), ofCaller, ofCaller.most(), now);
        try {
            take(things, name, THING, before > INNOCENT ? THING.most() - KEPT_FOR_THE_INNOCENT : THING.most(), now);
        } catch (ProblemException refused) {
            forgive(callers, caller.value(), ofCaller);
            throw refused;
        }
        return new Guess(caller.value(), name);
    }

    /** One guess; right unless it is said to be wrong. */
    @RequiredArgsConstructor(access = AccessLevel.PRIVATE)
    public final class Guess implements AutoCloseable {

        private final String caller;
        private final String thing;
        private boolean wrong;

        public void wrong() {
            wrong = true;
        }

        @Override
        public void close() {
            if (!wrong) {
                forgive(callers, caller, ofCaller);
                forgive(things, thing, THING);
            }
        }
    }

    /** How many were wrong before. */
    private static double take(Cache<String, Level> levels, String key, Bucket bucket, int most, Instant now) {
        // Atomic: of guesses at the same time each sees those before it.
        Level taken = levels.asMap().compute(key, (same, level) -> {
            Level known = level == null ? Level.NONE : level;
            double wrong = known.at(now, bucket);
            if (wrong + 1 > most) {
                throw tooOften(Duration.ofMillis(
                        (long) ((wrong + 1 - most) * bucket.every().toMillis())));
            }
            return known.plus(1, now, bucket);
        });
        return taken.wrong() - 1;
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
