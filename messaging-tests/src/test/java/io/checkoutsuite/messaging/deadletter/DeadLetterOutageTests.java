package io.checkoutsuite.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.MongoServer;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.RunningService;
import io.checkoutsuite.messaging.deadletter.DeadLetter.State;
import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The database fails while records are parked: once it is back, each is stored completely and once, and valid ones are applied. */
@ExtendWith(OutputCaptureExtension.class)
class DeadLetterOutageTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    private final int port = FreePorts.next();
    private final Path file = dir.resolve("database-" + port);
    private final String topic = "outage-" + UUID.randomUUID();
    private final String dead = topic + ".outage-service.dlq";

    private static KafkaTopics topics;

    private MongoServer database;
    private RunningService service;

    @BeforeAll
    static void connect() {
        topics = new KafkaTopics(TestServers.kafka());
    }

    @AfterAll
    static void disconnect() {
        topics.close();
    }

    @BeforeEach
    void start() {
        database = MongoServer.persistent(file, port);
        service = new RunningService(
                "outage-service",
                TestServers.kafka(),
                database.uri() + "/outage?serverSelectionTimeoutMS=500&connectTimeoutMS=500&socketTimeoutMS=3000",
                "suite.messaging.inbox-lease=5s",
                "spring.cloud.stream.bindings.rollbackInput.destination=" + topic);
    }

    @AfterEach
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void what_arrives_while_the_database_is_unavailable_waits_for_it(CapturedOutput log) {
        sendPoison("before");
        awaitParked(1);
        List<String> poison = names("poison", 5);
        List<String> parked = names("dead", 5);
        List<String> good = names("good", 5);

        database.close();
        poison.forEach(this::sendPoison);
        parked.forEach(this::sendDead);
        good.forEach(this::sendGood);
        await("both consumers have failed twice")
                .atMost(LONG)
                .until(() -> log.getAll().contains("Attempt 2 to store " + dead)
                        && log.getAll().contains("Attempt 2 of outage-service at " + topic));
        database = MongoServer.persistent(file, port);

        awaitParked(11);
        areWhole(Stream.of(List.of("before"), poison, parked)
                .flatMap(List::stream)
                .toList());
        areApplied(good);
    }

    @Test
    void a_database_that_restarts_while_many_are_parked_loses_and_truncates_none() {
        List<String> parked = names("dead", 300);
        List<String> good = names("good", 60);
        parked.forEach(this::sendDead);
        good.forEach(this::sendGood);

        for (int enough : List.of(1, 60, 140)) {
            awaitParked(enough);
            database.close();
            database = MongoServer.persistent(file, port);
        }

        awaitParked(300);
        areWhole(parked);
        areApplied(good);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
    }

    private void sendPoison(String name) {
        send(topic, name, "no event: " + name);
    }

    private void sendDead(String name) {
        send(dead, name, "no event: " + name);
    }

    private void sendGood(String name) {
        send(topic, name, service.entry(RunningService.rollback(name)).body());
    }

    private static void send(String topic, String name, String body) {
        Map<String, String> headers = Map.of(
                EventHeaders.ID,
                name,
                EventHeaders.TYPE,
                "checkoutRollback",
                EventHeaders.TENANT,
                "default",
                EventHeaders.REQUEST_ID,
                name);
        topics.send(topic, name, headers, body);
    }

    private List<DeadLetter> letters() {
        return service.bean(DeadLetters.class).list("default", State.PARKED, DeadLetterFilter.all(), "", 1_000);
    }

    private void awaitParked(int count) {
        // A broken pooled connection fails on its next use.
        await(count + " are parked")
                .atMost(LONG)
                .ignoreExceptionsMatching(DatabaseErrors::isUnavailable)
                .until(() -> letters().size() >= count);
    }

    private void areWhole(List<String> names) {
        assertThat(letters())
                .extracting(DeadLetter::requestId, DeadLetter::eventId, letter -> text(letter.body()))
                .containsExactlyInAnyOrderElementsOf(names.stream()
                        .map(name -> org.assertj.core.groups.Tuple.tuple(name, name, "no event: " + name))
                        .toList());
    }

    private static String text(byte[] body) {
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }

    private void areApplied(List<String> names) {
        await("valid records are applied")
                .atMost(LONG)
                .untilAsserted(() -> assertThat(List.copyOf(service.applied))
                        .extracting(rollback -> rollback.requestId())
                        .as("a listener receives an event at least once")
                        .hasSameElementsAs(names));
    }
}
