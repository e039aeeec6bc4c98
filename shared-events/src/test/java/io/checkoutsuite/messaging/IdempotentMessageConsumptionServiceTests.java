package io.checkoutsuite.messaging;

import static io.checkoutsuite.messaging.IdempotentMessageConsumptionService.Outcome.ALREADY_APPLIED;
import static io.checkoutsuite.messaging.IdempotentMessageConsumptionService.Outcome.APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.support.MessageBuilder;

class IdempotentMessageConsumptionServiceTests {

    private static MessagingFixture fixture;
    private static IdempotentMessageConsumptionService service;

    private final String eventId = "checkoutCompletion:" + UUID.randomUUID();
    private final AtomicInteger applied = new AtomicInteger();

    @BeforeAll
    static void connect() {
        fixture = new MessagingFixture();
        service = new IdempotentMessageConsumptionService(
                new Consumptions(fixture.mongo),
                new EventCodec("/test"),
                fixture.clock,
                MessagingFixture.settings(),
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void disconnect() {
        fixture.close();
    }

    @Test
    void an_event_delivered_three_times_is_applied_once() {
        List<IdempotentMessageConsumptionService.Outcome> outcomes = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            outcomes.add(consume("Listener"));
        }

        assertThat(outcomes).containsExactly(APPLIED, ALREADY_APPLIED, ALREADY_APPLIED);
        assertThat(applied).hasValue(1);
    }

    @Test
    void each_listener_applies_the_event_for_itself() {
        consume("OneListener");
        consume("OtherListener");

        assertThat(applied).hasValue(2);
    }

    @Test
    void an_event_is_known_however_long_ago_it_was() {
        consume("Listener");
        fixture.clock.advance(Duration.ofDays(4000));

        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
    }

    @Test
    void a_failure_leaves_the_event_to_the_next_delivery() {
        assertThatThrownBy(() -> service.consumeMessage(MessagingFixture.message(eventId), "Listener", message -> {
                    throw new IllegalStateException("not today");
                }))
                .hasMessage("not today");

        assertThat(consume("Listener")).isEqualTo(APPLIED);
    }

    @Test
    void what_a_dead_process_left_half_done_is_taken_over_after_its_lease_and_not_before() {
        leaveHalfDone();

        assertThatThrownBy(() -> consume("Listener")).isInstanceOf(ConsumedElsewhereException.class);
        fixture.clock.advance(Duration.ofSeconds(61));

        assertThat(consume("Listener")).isEqualTo(APPLIED);
        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
    }

    @Test
    void parallel_deliveries_apply_it_once_and_send_the_others_away() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(
                    () -> service.consumeMessage(MessagingFixture.message(eventId), "Listener", message -> {
                        begun.countDown();
                        await(goOn);
                        applied.incrementAndGet();
                    }));
            await(begun);

            assertThatThrownBy(() -> consume("Listener")).isInstanceOf(ConsumedElsewhereException.class);
            goOn.countDown();
            first.get();
        }

        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
        assertThat(applied).hasValue(1);
    }

    @Test
    void a_message_that_names_no_event_is_malformed() {
        assertThatThrownBy(() -> service.consumeMessage(
                        MessageBuilder.withPayload(new byte[0]).build(), "Listener", message -> {}))
                .isInstanceOf(MalformedEventException.class);
    }

    private void leaveHalfDone() {
        assertThatThrownBy(() -> service.consumeMessage(MessagingFixture.message(eventId), "Listener", message -> {
                    throw new ProcessDied();
                }))
                .isInstanceOf(ProcessDied.class);
    }

    private IdempotentMessageConsumptionService.Outcome consume(String listener) {
        return service.consumeMessage(
                MessagingFixture.message(eventId), listener, message -> applied.incrementAndGet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Like a kill: no handler of ours runs. */
    private static final class ProcessDied extends Error {}
}
