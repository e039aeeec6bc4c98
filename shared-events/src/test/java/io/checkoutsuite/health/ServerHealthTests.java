package io.checkoutsuite.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ServerHealthTests {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration CACHE_TTL = Duration.ofSeconds(2);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch serverAnswers = new CountDownLatch(1);

    @AfterEach
    void nothing_waits_for_the_server_any_longer() {
        serverAnswers.countDown();
    }

    private Health slowServer() {
        asked.incrementAndGet();
        try {
            serverAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Health.up().build();
    }

    private Health quickServer() {
        asked.incrementAndGet();
        return Health.up().build();
    }

    private ServerHealth health(org.springframework.boot.health.contributor.HealthIndicator server, Duration timeout) {
        return new ServerHealth(server, new HealthSettings(timeout, CACHE_TTL), now::get);
    }

    @Test
    void twenty_callers_at_a_time_cost_the_server_one_question() throws Exception {
        ServerHealth health = health(this::slowServer, LONG);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(caller -> callers.submit(() -> health.health()))
                    .toList();
            await().untilAsserted(() -> assertThat(asked).hasValue(1));
            serverAnswers.countDown();

            for (Future<Health> answer : answers) {
                assertThat(answer.get().getStatus()).isEqualTo(Status.UP);
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_answer_is_given_again_until_it_is_old() {
        ServerHealth health = health(this::quickServer, LONG);

        health.health();
        now.addAndGet(CACHE_TTL.toNanos() - 1);
        health.health();
        assertThat(asked).hasValue(1);

        now.addAndGet(1);
        health.health();
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_slow_server_is_down_and_keeps_nobody_waiting() {
        ServerHealth health = health(this::slowServer, Duration.ofMillis(50));

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

        // By this clock the timeout has elapsed: further callers do not wait, and the server is not checked again.
        now.addAndGet(Duration.ofMillis(50).toNanos());
        Health next = health.health();
        assertThat(next.getStatus()).isEqualTo(Status.DOWN);
        assertThat(next.getDetails()).containsEntry("error", "no answer within 50 ms");
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_server_that_answers_at_last_is_up_again() {
        ServerHealth health = health(this::slowServer, Duration.ofMillis(50));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

        serverAnswers.countDown();

        await().untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void a_server_that_fails_is_down_with_the_reason() {
        ServerHealth health = health(
                () -> {
                    throw new IllegalStateException("no server");
                },
                LONG);

        Health answer = health.health();

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getDetails().get("error")).asString().contains("no server");
    }
}
