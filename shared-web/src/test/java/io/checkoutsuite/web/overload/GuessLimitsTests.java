package io.checkoutsuite.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessLimitsTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final GuessLimits limits = new GuessLimits(clock, 10);

    @Test
    void a_caller_guesses_wrong_ten_times_and_then_once_in_half_a_minute() {
        assertThat(wrongGuesses("eve", "order", 1_000)).isEqualTo(10);
        assertThat(wrongGuesses("eve", "another", 1_000)).isZero();
        assertThatThrownBy(() -> limits.begin(caller("eve"), "order"))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.getStatusCode().value()).isEqualTo(429);
                    assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("30");
                });

        clock.advance(Duration.ofSeconds(30));
        assertThat(wrongGuesses("eve", "order", 1_000)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(wrongGuesses("eve", "order", 1_000)).isEqualTo(10);
    }

    @Test
    void right_guesses_cost_nothing() {
        for (int i = 0; i < 1_000; i++) {
            rightGuess("ann", "order");
        }
        assertThat(wrongGuesses("ann", "order", 1_000)).isEqualTo(10);
    }

    @Test
    void a_stranger_alone_does_not_shut_the_owner_out() {
        wrongGuesses("eve", "order", 1_000);
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofSeconds(30));
            wrongGuesses("eve", "order", 1_000);
        }

        rightGuess("ann", "order");
    }

    @Test
    void many_strangers_together_guess_at_one_thing_twenty_times_and_then_once_in_half_a_minute() {
        int guessed = 0;
        for (int i = 0; i < 1_000; i++) {
            guessed += wrongGuesses("stranger-" + i, "order", 10);
        }
        assertThat(guessed).isEqualTo(20);

        clock.advance(Duration.ofSeconds(30));
        rightGuess("ann", "order");
        rightGuess("bob", "another order");
    }

    /** Otherwise, a hundred thousand made-up names of any length would stay in memory. */
    @Test
    void of_a_name_longer_than_any_only_the_beginning_is_remembered() {
        int guessed = 0;
        for (int i = 0; i < 100; i++) {
            guessed += wrongGuesses("stranger-" + i, "o".repeat(5_000) + i, 10);
        }
        assertThat(guessed).isEqualTo(20);
    }

    @Test
    void guesses_at_the_same_time_do_not_all_find_room() {
        List<Integer> guessed = Concurrently.times(200, caller -> wrongGuesses("eve", "order", 1));

        assertThat(guessed).filteredOn(guesses -> guesses == 1).hasSize(10);
    }

    private int wrongGuesses(String caller, String target, int tries) {
        int guessed = 0;
        for (int i = 0; i < tries; i++) {
            try (GuessLimits.Guess guess = limits.begin(caller(caller), target)) {
                guess.wrong();
                guessed++;
            } catch (ProblemException refused) {
                return guessed;
            }
        }
        return guessed;
    }

    private void rightGuess(String caller, String target) {
        limits.begin(caller(caller), target).close();
    }

    private static CallerKey caller(String name) {
        return new CallerKey(name, true);
    }
}
