package io.checkoutsuite.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class DocumentCopyTests {

    private static final BsonDocument ORDER = BsonDocument.parse("""
            {"_id": "default/c-1", "cartId": "c-1", "tenant": "default", "seq": "2026",
             "createdAt": {"$date": "2026-05-04T10:00:00Z"},
             "sale": {"lines": [{"sku": "MUG", "quantity": 2}], "payments": [{"paymentId": "p-1", "at": {"$date": "2026-05-04T10:00:01Z"}}]},
             "inbox": [{"eventId": "checkoutCompletion:r-1"}], "outbox": []}
            """);

    @Test
    void a_copy_belongs_to_another_checkout_on_an_earlier_day_and_is_otherwise_the_same() {
        assertThat(DocumentCopy.of(ORDER, 7, Duration.ofDays(1))).isEqualTo(BsonDocument.parse("""
                {"_id": "default/c-1~7", "cartId": "c-1~7", "tenant": "default", "seq": "2026",
                 "createdAt": {"$date": "2026-05-03T10:00:00Z"},
                 "sale": {"lines": [{"sku": "MUG", "quantity": 2}], "payments": [{"paymentId": "p-1~7", "at": {"$date": "2026-05-03T10:00:01Z"}}]},
                 "inbox": [{"eventId": "checkoutCompletion:r-1~7"}], "outbox": []}
                """));
    }

    @Test
    void the_original_stays_as_it_is() {
        BsonDocument before = ORDER.clone();

        DocumentCopy.of(ORDER, 7, Duration.ofDays(1));

        assertThat(ORDER).isEqualTo(before);
    }
}
