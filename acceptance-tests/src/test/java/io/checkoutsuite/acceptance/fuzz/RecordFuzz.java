package io.checkoutsuite.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records to every topic, including the dead-letter topics: noise, forged events, and genuine events again. */
final class RecordFuzz implements AutoCloseable {

    private static final int LATEST = 200;
    private static final int BETWEEN_LOOKS = 20;
    private static final int LARGE = 7 * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> listener;
    private final Deque<ConsumerRecord<byte[], byte[]>> seen = new ArrayDeque<>();
    private final Map<String, Long> sent = new TreeMap<>();
    private List<String> topics = List.of();
    private List<String> types = List.of();
    private int count;

    RecordFuzz(String kafka) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "max.request.size", 8 * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        listener = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Some topics exist only after their first event is sent. */
    private void lookForTopics() {
        List<String> found = listener.listTopics().keySet().stream()
                .filter(topic -> !topic.startsWith("__"))
                .sorted()
                .toList();
        if (found.equals(topics)) {
            return;
        }
        topics = found;
        types = ForgedEvents.TYPES.stream().filter(topics::contains).toList();
        Map<TopicPartition, Long> positions = new HashMap<>();
        listener.assignment().forEach(partition -> positions.put(partition, listener.position(partition)));
        listener.assign(types.stream()
                .flatMap(topic -> listener.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        listener.assignment().forEach(partition -> listener.seek(partition, positions.getOrDefault(partition, 0L)));
    }

    void next(Random random) {
        if (count++ % BETWEEN_LOOKS == 0) {
            lookForTopics();
        }
        listener.poll(Duration.ofMillis(50)).forEach(record -> {
            seen.add(record);
            if (seen.size() > LATEST) {
                seen.removeFirst();
            }
        });
        switch (random.nextInt(12)) {
            case 0 -> noise(random);
            case 1 -> odd("no value", forged(random).value(null));
            case 2 -> odd("an odd header", oddHeader(forged(random), random));
            case 3 -> odd("without a header", lessHeaders(forged(random), random));
            case 4 -> odd("a mutated event", mutated(forged(random), random));
            case 5 -> odd("a forged event", forged(random));
            case 6 -> rollbackFirst(random);
            case 7 -> odd("a newer version", newer(forged(random), random));
            case 8 ->
                odd("of another tenant", forged(random).header("ce_tenant", random.nextBoolean() ? "nowhere" : ""));
            case 9 -> oddDeadLetter(random);
            default -> trueEventAgain(random);
        }
    }

    /** Sends a record near the broker's size limit; as a dead letter with a stack trace it is even nearer. */
    void large(Random random) {
        Draft draft = forged(random);
        odd("a large record", draft.value("z".repeat(LARGE).getBytes(StandardCharsets.UTF_8)));
    }

    /** A record that can still be changed. */
    private record Draft(String topic, byte[] key, byte[] value, List<Header> headers) {

        Draft value(byte[] other) {
            return new Draft(topic, key, other, headers);
        }

        Draft key(byte[] other) {
            return new Draft(topic, other, value, headers);
        }

        Draft topic(String other) {
            return new Draft(other, key, value, headers);
        }

        Draft header(String name, String text) {
            return header(name, text.getBytes(StandardCharsets.UTF_8));
        }

        Draft header(String name, byte[] text) {
            List<Header> changed = new java.util.ArrayList<>(without(name).headers());
            changed.add(new RecordHeader(name, text));
            return new Draft(topic, key, value, changed);
        }

        Draft without(String name) {
            return new Draft(
                    topic,
                    key,
                    value,
                    headers.stream()
                            .filter(header -> !header.key().equals(name))
                            .toList());
        }
    }

    private Draft forged(Random random) {
        String type = types.get(random.nextInt(types.size()));
        return forged(type, ForgedEvents.freshCart(), random);
    }

    private static Draft forged(String type, String cartId, Random random) {
        Draft draft = new Draft(
                type,
                cartId.getBytes(StandardCharsets.UTF_8),
                ForgedEvents.event(type, cartId, random).getBytes(StandardCharsets.UTF_8),
                List.of());
        for (Map.Entry<String, String> header :
                ForgedEvents.headers(type, cartId, Tenant.WILD).entrySet()) {
            draft = draft.header(header.getKey(), header.getValue());
        }
        return draft;
    }

    private void noise(Random random) {
        String topic = topics.get(random.nextInt(topics.size()));
        byte[] key = random.nextBoolean() ? null : EdgeCaseValues.bytes(random);
        Draft draft = new Draft(topic, key, random.nextInt(4) == 0 ? null : EdgeCaseValues.bytes(random), List.of());
        if (random.nextBoolean()) {
            draft = draft.header("ce_type", topic).header("ce_id", "noise-" + random.nextInt());
        }
        odd("noise", draft);
    }

    private Draft oddHeader(Draft draft, Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> draft.header("x-redrives", one(random, "abc", "-1", "99999999999", "", "٣"));
            case 1 ->
                draft.header("a\u0000b", "nul")
                        .header("c.d", "dot")
                        .header("$e", "dollar")
                        .header("", "empty");
            case 2 -> draft.header("ce_id", noCard(random));
            case 3 -> draft.header("ce_requestid", noCard(random));
            case 4 -> draft.header("ce_type", one(random, "checkoutCompletion.v2", "", "orderCreated", "\u0000"));
            case 5 -> draft.header("ce_tenant", noCard(random));
            case 6 -> draft.header("x-replay-target", one(random, "order", "nobody", "", "inventory"));
            case 7 -> draft.header("x-replay-id", noCard(random));
            case 8 ->
                draft.header("kafka_dlt-original-offset", new byte[] {1, 2, 3})
                        .header("kafka_dlt-original-topic", EdgeCaseValues.bytes(random));
            case 9 -> draft.header("ce_id", EdgeCaseValues.bytes(random));
            case 10 -> draft.header("large", "h".repeat(100_000));
            case 11 ->
                draft.header(
                        one(random, "content-type", "contentType"),
                        one(random, "text/plain", "\"", "application/x-java-object;type=java.lang.Object"));
            case 12 ->
                draft.header("spring_json_header_types", "{\"x\":\"java.lang.Runtime\"}")
                        .header("id", "1")
                        .header("timestamp", "x");
            default -> draft.header("ce_id", "i".repeat(2_000));
        };
    }

    /** Returns a text without a card number: the checks would report the numbers of these records. */
    private static String noCard(Random random) {
        String text = EdgeCaseValues.text(random);
        while (text.chars().filter(Character::isDigit).count() > 11) {
            text = EdgeCaseValues.text(random);
        }
        return text;
    }

    private static String one(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    private Draft lessHeaders(Draft draft, Random random) {
        Header gone = draft.headers().get(random.nextInt(draft.headers().size()));
        return draft.without(gone.key());
    }

    private Draft mutated(Draft draft, Random random) {
        String text = new String(draft.value(), StandardCharsets.UTF_8);
        String raw = EdgeCaseValues.json(random);
        return switch (random.nextInt(5)) {
            case 0 -> draft.value(Mutations.flipped(draft.value(), random));
            case 1 ->
                draft.value(text.substring(0, random.nextInt(text.length())).getBytes(StandardCharsets.UTF_8));
            case 2 ->
                draft.value(text.replaceFirst(
                                "\"amount\": ?\"[^\"]+\"",
                                "\"amount\":" + java.util.regex.Matcher.quoteReplacement(raw))
                        .getBytes(StandardCharsets.UTF_8));
            case 3 ->
                draft.value(text.replaceFirst(
                                "\"quantity\": ?\\d+", "\"quantity\":" + java.util.regex.Matcher.quoteReplacement(raw))
                        .getBytes(StandardCharsets.UTF_8));
            default -> draft.value(raw.getBytes(StandardCharsets.UTF_8));
        };
    }

    private Draft newer(Draft draft, Random random) {
        String text = new String(draft.value(), StandardCharsets.UTF_8);
        return draft.header("ce_specversion", "2.0")
                .header("ce_dataschema", "v9")
                .value(("{\"fromTheFuture\":" + one(random, "[1,{}]", "null", "\"x\"") + ","
                                + text.strip().substring(1))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void rollbackFirst(Random random) {
        String cart = ForgedEvents.freshCart();
        odd("a rollback first", forged("checkoutRollback", cart, random));
        odd("its completion", forged("checkoutCompletion", cart, random));
    }

    private void oddDeadLetter(Random random) {
        List<String> dead =
                topics.stream().filter(topic -> topic.endsWith(".dlq")).toList();
        String topic = dead.get(random.nextInt(dead.size()));
        Draft draft = forged(random).topic(topic);
        odd("a forged dead letter", random.nextBoolean() ? oddHeader(draft, random) : lessHeaders(draft, random));
    }

    /** Publishes a genuine event again: unchanged, under another id, with more headers, or with other content under the same id. */
    private void trueEventAgain(Random random) {
        Optional<ConsumerRecord<byte[], byte[]>> some = seen.stream()
                .skip(random.nextInt(Math.max(1, seen.size())))
                .filter(record ->
                        record.value() != null && !text(record, "ce_id").isEmpty())
                .filter(record -> !ForgedEvents.isId(text(record, "ce_subject")))
                .findFirst();
        if (some.isEmpty()) {
            return;
        }
        ConsumerRecord<byte[], byte[]> record = some.get();
        Draft draft = new Draft(
                record.topic(),
                record.key(),
                record.value(),
                List.of(record.headers().toArray()));
        switch (random.nextInt(4)) {
            case 0 -> odd("a genuine event again", draft);
            case 1 ->
                odd(
                        "a genuine event, another id",
                        draft.header("ce_id", text(record, "ce_id") + "-again-" + random.nextInt()));
            case 2 -> odd("a genuine event, more headers", oddDecoration(draft, random));
            default -> odd("a genuine event's id, other content", mutated(draft, random));
        }
    }

    private Draft oddDecoration(Draft draft, Random random) {
        return draft.header("x-unknown", noCard(random))
                .header("ce_time", one(random, "never", "0000-01-01T00:00:00Z"));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void odd(String kind, Draft draft) {
        try {
            producer.send(new ProducerRecord<>(draft.topic(), null, draft.key(), draft.value(), draft.headers()))
                    .get();
            sent.merge(kind, 1L, Long::sum);
        } catch (ExecutionException e) {
            throw new IllegalStateException(kind, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Map<String, Long> sent() {
        return new LinkedHashMap<>(sent);
    }

    @Override
    public void close() {
        producer.close();
        listener.close();
    }
}
