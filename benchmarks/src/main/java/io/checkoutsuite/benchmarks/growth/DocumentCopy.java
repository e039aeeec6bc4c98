package io.checkoutsuite.benchmarks.growth;

import java.time.Duration;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The same document as if it belonged to another checkout on an earlier day. */
final class DocumentCopy {

    /** The fields, at any depth, whose values belong to one checkout only; suffixes keep them different. */
    private static final Set<String> IDS = Set.of(
            "_id",
            "cartId",
            "requestId",
            "orderNumber",
            "number",
            "paymentId",
            "reference",
            "transactionId",
            "eventId",
            "key");

    private DocumentCopy() {}

    static BsonDocument of(BsonDocument original, long number, Duration earlier) {
        return copy(original, "~" + number, earlier.toMillis());
    }

    private static BsonDocument copy(BsonDocument original, String suffix, long earlierMillis) {
        BsonDocument copy = new BsonDocument();
        original.forEach((name, value) -> copy.put(name, copy(name, value, suffix, earlierMillis)));
        return copy;
    }

    private static BsonValue copy(String name, BsonValue value, String suffix, long earlierMillis) {
        return switch (value) {
            case BsonDocument document -> copy(document, suffix, earlierMillis);
            case BsonArray array -> {
                BsonArray copies = new BsonArray();
                array.forEach(element -> copies.add(copy(name, element, suffix, earlierMillis)));
                yield copies;
            }
            case BsonDateTime time -> new BsonDateTime(time.getValue() - earlierMillis);
            case BsonString id when IDS.contains(name) -> new BsonString(id.getValue() + suffix);
            default -> value;
        };
    }
}
