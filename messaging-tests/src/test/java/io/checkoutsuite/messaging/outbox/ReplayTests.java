package io.checkoutsuite.messaging.outbox;

import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.ALREADY_APPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.APPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.REAPPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.messaging.BindingPublisher;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.RunningService;
import io.checkoutsuite.test.servers.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.messaging.Message;

/** Replays from one service to another through a real broker. */
class ReplayTests {

    @Test
    void a_replayed_event_is_recognisably_the_same_and_is_applied_once_more_per_replay() {
        try (RunningService service = RunningService.named("order-service")) {
            OutboxEntry entry =
                    service.entry(RunningService.rollback(UUID.randomUUID().toString()));
            ReplayPublisher replays = service.bean(ReplayPublisher.class);
            service.bean(BindingPublisher.class).publish(entry);

            replays.publish(entry, "replay-1", null);
            replays.publish(entry, "replay-1", null);
            replays.publish(entry, "replay-2", "order");
            replays.publish(entry, "replay-3", "payment");

            await().atMost(Duration.ofSeconds(30)).until(() -> service.outcomes.size() == 5);
            assertThat(service.outcomes).containsExactly(APPLIED, REAPPLIED, ALREADY_APPLIED, REAPPLIED, SKIPPED);
            assertThat(service.applied).hasSize(3);
            Message<byte[]> first = service.received.getFirst();
            Message<byte[]> last = service.received.getLast();
            assertThat(last.getPayload()).isEqualTo(first.getPayload());
            List.of(EventHeaders.ID, EventHeaders.TYPE, EventHeaders.TIME, EventHeaders.REQUEST_ID)
                    .forEach(name -> assertThat(EventHeaders.text(last.getHeaders(), name))
                            .isEqualTo(EventHeaders.text(first.getHeaders(), name)));
            assertThat(EventHeaders.text(last.getHeaders(), EventHeaders.REPLAY_ID))
                    .isEqualTo("replay-3");
            assertThat(EventHeaders.text(last.getHeaders(), EventHeaders.REPLAY_TARGET))
                    .isEqualTo("payment");
        }
    }

    @Test
    void a_replay_fails_when_the_broker_does_not_acknowledge_it(@TempDir Path dir) {
        int port = FreePorts.next();
        KafkaBroker broker = KafkaBroker.start(dir, port, port + 1);
        try (RunningService service =
                new RunningService("order-service", broker.bootstrapServers(), TestServers.mongoUri("replays"))) {
            ReplayPublisher replays = service.bean(ReplayPublisher.class);
            OutboxEntry entry = service.entry(RunningService.rollback("r"));
            replays.publish(entry, "replay-1", null);
            broker.close();

            assertThatThrownBy(() -> replays.publish(entry, "replay-2", null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The broker did not acknowledge " + entry.eventId());
        } finally {
            broker.close();
        }
    }
}
