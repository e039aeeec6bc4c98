package io.checkoutsuite.messaging;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.messaging.inbox.Inbox;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** A separate document store, a clock that tests can move, and messages. */
public final class MessagingFixture implements AutoCloseable {

    public final BreakableClock clock = new BreakableClock();
    public final MongoTemplate mongo;
    private final MongoClient client;

    public MessagingFixture() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("messaging")));
        mongo = new MongoTemplate(client, TestServers.newDatabase("messaging"));
        if (mongo.getConverter() instanceof MappingMongoConverter converter) {
            // As in every service, see MongoConfiguration.
            converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        }
    }

    /** A consumption service of the order service, on the fixture's database and clock. */
    public IdempotentMessageConsumptionService consumption(Inbox inbox) {
        return new IdempotentMessageConsumptionService(
                inbox, new EventCodec("/test"), clock, settings(), new SimpleMeterRegistry(), new ServiceName("order"));
    }

    public static MessagingSettings settings() {
        return settings(4);
    }

    public static MessagingSettings settings(int publishers) {
        return new MessagingSettings(
                "/test",
                List.of("things"),
                List.of("things"),
                Duration.ofMillis(20),
                Duration.ofSeconds(12),
                publishers,
                Duration.ofSeconds(60),
                5);
    }

    public static Message<byte[]> message(String eventId) {
        return MessageBuilder.withPayload("{}".getBytes(StandardCharsets.UTF_8))
                .setHeader(EventHeaders.ID, eventId)
                .setHeader(EventHeaders.TYPE, "checkoutCompletion")
                .setHeader(EventHeaders.TENANT, "default")
                .setHeader(EventHeaders.REQUEST_ID, "r-1")
                .build();
    }

    public static Message<byte[]> replay(String eventId, String replayId, String target) {
        return MessageBuilder.fromMessage(message(eventId))
                .setHeader(EventHeaders.REPLAY_ID, replayId)
                .setHeader(EventHeaders.REPLAY_TARGET, target)
                .build();
    }

    @Override
    public void close() {
        client.close();
    }

    /** A clock that a test can break. */
    public static final class BreakableClock extends MovableClock {

        public volatile boolean broken;

        public BreakableClock() {
            super(Instant.parse("2026-05-04T12:00:00Z"));
        }

        @Override
        public Instant instant() {
            if (broken) {
                throw new AssertionError("This clock is broken");
            }
            return super.instant();
        }
    }
}
