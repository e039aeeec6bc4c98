package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class OutboxRelayTests {

    private final List<String> published = Collections.synchronizedList(new ArrayList<>());
    private final List<OutboxRelay> started = new ArrayList<>();
    private MessagingFixture fixture;
    private volatile boolean brokerAway;

    @BeforeEach
    void connect() {
        fixture = new MessagingFixture();
    }

    @AfterEach
    void disconnect() {
        started.forEach(OutboxRelay::stop);
        fixture.close();
    }

    @Test
    void what_was_just_written_is_published_at_once_and_taken_out() {
        OutboxRelay relay = relay(entry -> published.add(entry.eventId()));
        OutboxEntry entry = entry("e1");
        write("t1", entry);

        relay.justWritten("t1", List.of(entry));

        awaitEmpty("t1");
        assertThat(published).containsExactly("e1");
        assertThat(thing("t1")).doesNotContainKeys("owes", "owedAt");
    }

    @Test
    void what_a_dead_process_left_is_published_by_the_sweeper_oldest_first() {
        write("t1", entry("e1"), entry("e2"), entry("e3"));
        relay(entry -> published.add(entry.eventId()));
        fixture.clock.advance(Duration.ofSeconds(13));

        awaitEmpty("t1");

        assertThat(published).containsExactly("e1", "e2", "e3");
    }

    @Test
    void what_is_fresh_is_left_to_the_process_that_wrote_it() {
        write("t1", entry("e1"));
        OutboxRelay relay = relay(entry -> published.add(entry.eventId()));
        write("t2", entry("e2"));
        relay.justWritten("t2", List.of(entry("e2")));

        awaitEmpty("t2");

        assertThat(published).containsExactly("e2");
    }

    @Test
    void while_the_broker_is_away_nothing_is_lost_and_afterwards_everything_goes_out() {
        brokerAway = true;
        OutboxRelay relay = relay(this::publishUnlessAway);
        List<String> ids = IntStream.range(0, 50).mapToObj(i -> "e" + i).toList();
        ids.forEach(id -> {
            OutboxEntry entry = entry(id);
            write("t-" + id, entry);
            relay.justWritten("t-" + id, List.of(entry));
        });
        fixture.clock.advance(Duration.ofSeconds(13));
        await("a sweep in vain").until(() -> relay.backlog() > 0);
        assertThat(published).isEmpty();

        brokerAway = false;

        ids.forEach(id -> awaitEmpty("t-" + id));
        assertThat(published).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void an_entry_that_is_added_while_another_is_published_is_not_lost() {
        OutboxEntry first = entry("e1");
        OutboxEntry second = entry("e2");
        OutboxRelay relay = relay(entry -> {
            published.add(entry.eventId());
            if (entry.eventId().equals("e1")) {
                add("t1", second);
            }
        });
        write("t1", first);
        relay.justWritten("t1", List.of(first));

        await().until(() -> entries("t1").equals(List.of("e2")));
        assertThat(thing("t1").getBoolean("owes")).isTrue();
        fixture.clock.advance(Duration.ofSeconds(13));

        awaitEmpty("t1");
        assertThat(published).containsExactly("e1", "e2");
    }

    @Test
    void of_two_nodes_only_one_sweeps() {
        List<String> ids = IntStream.range(0, 100).mapToObj(i -> "e" + i).toList();
        ids.forEach(id -> write("t-" + id, entry(id)));
        relay(entry -> published.add(entry.eventId()));
        relay(entry -> published.add(entry.eventId()));

        fixture.clock.advance(Duration.ofSeconds(13));

        ids.forEach(id -> awaitEmpty("t-" + id));
        assertThat(published).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_relay_that_no_longer_sweeps_is_a_failed_health_check() {
        OutboxRelay relay = relay(entry -> {});
        OutboxHealth health = new OutboxHealth(List.of(relay));
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");

        relay.stop();

        assertThat(health.health().getStatus().getCode()).isEqualTo("DOWN");
    }

    private OutboxRelay relay(EventPublisher publisher) {
        OutboxRelay relay = new OutboxRelay(
                new OutboxDocuments("things", fixture.mongo),
                publisher,
                new Leases(fixture.mongo, fixture.clock),
                fixture.clock,
                MessagingFixture.settings(),
                new SimpleMeterRegistry());
        relay.start();
        started.add(relay);
        return relay;
    }

    private void publishUnlessAway(OutboxEntry entry) {
        if (brokerAway) {
            throw new IllegalStateException("The broker is away");
        }
        published.add(entry.eventId());
    }

    private OutboxEntry entry(String id) {
        return new OutboxEntry(
                id,
                "checkoutCompletion",
                "cart",
                "default",
                "r",
                fixture.clock.instant(),
                "{\"n\":\"" + UUID.randomUUID() + "\"}");
    }

    private void write(String id, OutboxEntry... entries) {
        for (OutboxEntry entry : entries) {
            add(id, entry);
        }
    }

    private void add(String id, OutboxEntry entry) {
        Instant now = fixture.clock.instant();
        fixture.mongo.upsert(
                Query.query(Criteria.where("_id").is(id)),
                new Update().push("outbox", entry).set("owes", true).set("owedAt", now),
                "things");
    }

    private Document thing(String id) {
        return fixture.mongo.findById(id, Document.class, "things");
    }

    private List<String> entries(String id) {
        return thing(id).getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }

    private void awaitEmpty(String id) {
        await(id + " owes nothing").atMost(Duration.ofSeconds(20)).until(() -> entries(id)
                .isEmpty());
    }
}
