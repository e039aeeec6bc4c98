package io.checkoutsuite.benchmarks.floor;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.checkoutsuite.benchmarks.floor.FloorSample.Index;
import io.checkoutsuite.benchmarks.floor.FloorSample.SampleRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Reads from the servers of a suite what it has written for its orders so far. */
@RequiredArgsConstructor
final class FloorSampler {

    private static final int ENOUGH = 500;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private final String mongo;
    private final String kafka;

    FloorSample sample(List<Integer> lines) {
        Map<FloorCollection, List<String>> documents = new EnumMap<>(FloorCollection.class);
        Map<FloorCollection, List<Index>> indexes = new EnumMap<>(FloorCollection.class);
        try (MongoClient client = MongoClients.create(mongo)) {
            for (FloorCollection each : FloorCollection.values()) {
                MongoCollection<BsonDocument> collection =
                        client.getDatabase(each.database()).getCollection(each.collection(), BsonDocument.class);
                documents.put(each, documents(each, collection));
                indexes.put(each, indexes(collection));
            }
        }
        return new FloorSample(documents, indexes, records(), lines);
    }

    private static List<String> documents(FloorCollection each, MongoCollection<BsonDocument> collection) {
        // A cart that was not submitted has no attempt yet.
        BsonDocument written = each == FloorCollection.CARTS
                ? BsonDocument.parse("{'attempts.outcome': 'COMPLETED'}")
                : new BsonDocument();
        List<String> found = new ArrayList<>();
        collection.find(written).limit(ENOUGH).forEach(document -> found.add(document.toJson(EXACT)));
        if (found.isEmpty()) {
            throw new IllegalStateException("The suite has no documents in " + collection.getNamespace() + ".");
        }
        return found;
    }

    private static List<Index> indexes(MongoCollection<BsonDocument> collection) {
        List<Index> indexes = new ArrayList<>();
        collection.listIndexes(BsonDocument.class).forEach(index -> {
            if (!index.getString("name").getValue().equals("_id_")) {
                indexes.add(new Index(
                        index.getDocument("key").toJson(EXACT),
                        index.containsKey("sparse")
                                && index.get("sparse").asBoolean().getValue()));
            }
        });
        return indexes;
    }

    private Map<String, List<SampleRecord>> records() {
        Map<String, List<SampleRecord>> records = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            for (String topic : FloorSample.TOPICS) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                List<SampleRecord> found = new ArrayList<>();
                long stored = consumer.endOffsets(partitions).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                while (found.size() < Math.min(stored, ENOUGH)) {
                    consumer.poll(POLL).forEach(polled -> found.add(sampleOf(polled)));
                }
                if (found.isEmpty()) {
                    throw new IllegalStateException("The suite has published nothing to " + topic + ".");
                }
                records.put(topic, List.copyOf(found));
            }
        }
        return records;
    }

    private static SampleRecord sampleOf(ConsumerRecord<byte[], byte[]> polled) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : polled.headers()) {
            headers.put(header.key(), header.value());
        }
        return new SampleRecord(headers, polled.value());
    }
}
