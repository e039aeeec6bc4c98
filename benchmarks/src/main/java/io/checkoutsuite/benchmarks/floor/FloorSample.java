package io.checkoutsuite.benchmarks.floor;

import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/**
 * What the suite has written for some orders: the floor writes the same again.
 *
 * @param documents documents of each collection, as extended JSON
 * @param indexes the keys of the collections' indexes, as extended JSON, with their options
 * @param records the last records of each topic
 * @param lines the numbers of lines that carts have, in equal parts
 */
record FloorSample(
        Map<FloorCollection, List<String>> documents,
        Map<FloorCollection, List<Index>> indexes,
        Map<String, List<SampleRecord>> records,
        List<Integer> lines) {

    static final String COMPLETION = "checkoutCompletion";
    static final String ORDER_CREATED = "orderCreated";
    static final String PAYMENT_STATUS = "paymentStatusChanged";
    static final List<String> TOPICS = List.of(COMPLETION, ORDER_CREATED, PAYMENT_STATUS);

    record Index(String keys, boolean sparse) {}

    record SampleRecord(Map<String, byte[]> headers, byte[] value) {}

    List<BsonDocument> documentsOf(FloorCollection collection) {
        return documents.getOrDefault(collection, List.of()).stream()
                .map(BsonDocument::parse)
                .toList();
    }

    List<Index> indexesOf(FloorCollection collection) {
        return indexes.getOrDefault(collection, List.of());
    }

    List<SampleRecord> recordsOf(String topic) {
        return records.getOrDefault(topic, List.of());
    }

    void write(Path file) {
        try {
            Files.write(file, SuiteClient.JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FloorSample read(Path file) {
        try {
            return SuiteClient.JSON.readValue(Files.readAllBytes(file), FloorSample.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
