package io.checkoutsuite.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.messaging.MessagingFixture;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Unwrapped;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class OutboxTests {

    private static final String THINGS = "things";
    private static final Instant EARLIER = Instant.parse("2026-05-04T11:59:00Z");
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

    private MessagingFixture fixture;

    private record ThingDocument(
            @Id String id,
            String name,
            @Unwrapped.Nullable @Nullable OutboxDocument pending) {}

    @BeforeEach
    void connect() {
        fixture = new MessagingFixture();
    }

    @AfterEach
    void disconnect() {
        fixture.close();
    }

    @Test
    void an_event_is_appended_by_the_update_that_makes_it_true() {
        insert("t", new Document("outbox", List.of(stored("e1", EARLIER))));

        update("t", Outbox.append(Update.update("name", "changed"), entry("e2", NOW)));

        assertThat(thing("t"))
                .containsEntry("name", "changed")
                .containsEntry("outbox", List.of(stored("e1", EARLIER), stored("e2", NOW)))
                .containsEntry("outboxPending", true)
                .containsEntry("outboxPendingSince", Date.from(NOW))
                .doesNotContainKey("outboxRejected");
    }

    @Test
    void events_of_one_update_keep_their_order_and_are_pending_since_it_was_written() {
        insert("t", new Document());

        update("t", Outbox.append(new Update(), List.of(entry("e1", EARLIER), entry("e2", EARLIER)), NOW));

        assertThat(thing("t"))
                .containsEntry("outbox", List.of(stored("e1", EARLIER), stored("e2", EARLIER)))
                .containsEntry("outboxPending", true)
                .containsEntry("outboxPendingSince", Date.from(NOW));
    }

    @Test
    void a_document_inserted_with_events_has_the_fields_of_an_updated_one() {
        insert("updated", new Document("name", "thing"));
        update("updated", Outbox.append(new Update(), entry("e1", NOW)));

        fixture.mongo.insert(
                new ThingDocument("inserted", "thing", OutboxDocument.of(List.of(entry("e1", NOW)), NOW)), THINGS);

        assertThat(thing("inserted")).isEqualTo(new Document(thing("updated")).append("_id", "inserted"));
    }

    @Test
    void a_document_inserted_without_events_has_none_of_the_fields() {
        fixture.mongo.insert(new ThingDocument("t", "thing", null), THINGS);

        assertThat(thing("t")).containsOnlyKeys("_id", "name");
    }

    @Test
    void entries_are_read_from_any_document() {
        insert("none", new Document());
        insert("two", new Document());
        update("two", Outbox.append(new Update(), List.of(entry("e1", EARLIER), entry("e2", NOW)), NOW));

        assertThat(entries("none")).isEmpty();
        assertThat(entries("two")).containsExactly(entry("e1", EARLIER), entry("e2", NOW));
    }

    @Test
    void documents_are_found_by_whether_events_are_pending() {
        insert("never", new Document());
        insert("published", new Document("outbox", List.of()));
        insert("pending", new Document());
        update("pending", Outbox.append(new Update(), entry("e1", NOW)));
        insert("unmarked", new Document("outbox", List.of(stored("e1", NOW))));

        assertThat(found(Outbox.pending(new Criteria()))).containsExactly("pending");
        assertThat(found(Outbox.nothingPending(new Criteria())))
                .containsExactlyInAnyOrder("never", "published", "unmarked");
        assertThat(found(Outbox.notEmpty(new Criteria()))).containsExactlyInAnyOrder("pending", "unmarked");
    }

    @Test
    void a_restored_mark_has_a_time_and_a_kept_one_keeps_its_turn() {
        insert("unmarked", new Document("outbox", List.of(stored("e1", EARLIER))));
        insert("marked", new Document());
        update("marked", Outbox.append(new Update(), entry("e1", EARLIER)));

        update("unmarked", Outbox.restorePending(NOW));
        update("marked", Outbox.restorePending(NOW));

        assertThat(thing("unmarked"))
                .containsEntry("outboxPending", true)
                .containsEntry("outboxPendingSince", Date.from(NOW));
        assertThat(thing("marked"))
                .containsEntry("outboxPending", true)
                .containsEntry("outboxPendingSince", Date.from(EARLIER));
    }

    private static OutboxEntry entry(String id, Instant at) {
        return new OutboxEntry(id, "checkoutCompletion", "cart", "default", "r", at, "{}");
    }

    private static Document stored(String id, Instant at) {
        return new Document("eventId", id)
                .append("type", "checkoutCompletion")
                .append("key", "cart")
                .append("tenant", "default")
                .append("requestId", "r")
                .append("at", Date.from(at))
                .append("body", "{}");
    }

    private void insert(String id, Document thing) {
        fixture.mongo.insert(thing.append("_id", id), THINGS);
    }

    private void update(String id, Update update) {
        fixture.mongo.updateFirst(query(where("_id").is(id)), update, THINGS);
    }

    private Document thing(String id) {
        return fixture.mongo.findById(id, Document.class, THINGS);
    }

    private List<OutboxEntry> entries(String id) {
        Query thing = query(where("_id").is(id));
        Outbox.include(thing);
        return fixture.mongo.findOne(thing, OutboxDocument.class, THINGS).entries();
    }

    private List<String> found(Criteria criteria) {
        return fixture.mongo.find(query(criteria), Document.class, THINGS).stream()
                .map(thing -> thing.getString("_id"))
                .toList();
    }
}
