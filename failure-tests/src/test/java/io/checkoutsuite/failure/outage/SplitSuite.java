package io.checkoutsuite.failure.outage;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.InfraProcess;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.DataDirectory;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.kafka.KafkaTopics.TextRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** The suite with the broker, the database and one node of each service in processes of their own. */
final class SplitSuite implements AutoCloseable {

    /** The lease of a checkout; it is short because the outages of the tests are shorter than real ones. */
    static final int LEASE_SECONDS = 6;

    /** The lease of a reservation: in the same proportion to the outage as five minutes to an hour. */
    static final Duration RESERVATION_LEASE =
            Duration.ofSeconds(Math.max(1, OutageTests.OUTAGE.dividedBy(12).toSeconds()));

    private final Path data;
    private final Path logs;
    private final Addresses addresses = Addresses.free();
    private final int kafkaPort = FreePorts.next();
    private final int mongoPort = FreePorts.next();
    private final Map<Service, ServiceNode> nodes = new EnumMap<>(Service.class);
    private InfraProcess broker;
    private InfraProcess database;

    private SplitSuite(Path data) {
        this.data = data;
        this.logs = Path.of(System.getProperty("suite.logs", "target/logs"))
                .toAbsolutePath()
                .resolve("outages");
        CompletableFuture<InfraProcess> starting = CompletableFuture.supplyAsync(
                this::startedBroker, command -> Thread.ofPlatform().start(command));
        database = startedDatabase();
        broker = starting.join();
    }

    static SplitSuite start() {
        try {
            SplitSuite suite = new SplitSuite(Files.createTempDirectory("checkout-suite-outages"));
            Files.createDirectories(suite.logs);
            for (Service service : Service.values()) {
                suite.nodes.put(service, ServiceNode.begin(service, suite.addresses, suite.settings(), suite.logs));
            }
            suite.nodes.values().forEach(ServiceNode::awaitReady);
            return suite;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.mongodb.uri", "mongodb://127.0.0.1:" + mongoPort);
        settings.put("spring.cloud.stream.kafka.binder.brokers", kafka());
        settings.put("suite.access.dev-secret", "outages-outages-outages-outages-outages-outages");
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.main.banner-mode", "off");
        // A second consumer of each topic would only cost time at every start.
        settings.put("spring.cloud.stream.default.consumer.concurrency", "1");
        settings.putAll(addresses.settings());
        settings.put("suite.checkout.lease", LEASE_SECONDS + "s");
        settings.put("suite.checkout.reservation-lease", RESERVATION_LEASE.toSeconds() + "s");
        settings.put("suite.holds.extension", RESERVATION_LEASE.toSeconds() + "s");
        settings.put("suite.messaging.inbox-lease", "5s");
        settings.put("suite.payment.lease", "6s");
        settings.put("suite.database-timeouts.read", "3s");
        settings.put("suite.database-timeouts.write-concern", "2s");
        settings.put("suite.reconciliation.grace", "0s");
        // The guest token must outlive an outage of an hour.
        settings.put("suite.cart.guest-token-life", "3h");
        return settings;
    }

    SuiteClient client() {
        return new SuiteClient(addresses);
    }

    ServiceNode node(Service service) {
        return nodes.get(service);
    }

    /** Starts another node of a service on its own port; the caller closes it. */
    ServiceNode another(Service service, Addresses elsewhere) {
        return ServiceNode.begin(service, elsewhere, settings(), logs).awaitReady();
    }

    /** Kills these nodes and restarts them with additional settings. */
    void restart(List<Service> services, Map<String, String> overrides) {
        services.forEach(service -> nodes.get(service).kill());
        services.forEach(service -> nodes.get(service).beginAgain(overrides));
        services.forEach(service -> nodes.get(service).awaitReady());
    }

    String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Returns all records of a topic until now. */
    List<TextRecord> records(String topic) {
        return KafkaTopics.read(kafka(), topic);
    }

    /** Returns the number of consumers in the group of a service, or -1 while the group is rebalancing. */
    int listeners(Service service) {
        String group = service.id() + "-service";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            ConsumerGroupDescription known =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            return known.groupState() == GroupState.STABLE ? known.members().size() : -1;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private InfraProcess startedBroker() {
        return InfraProcess.start("--data=" + data.resolve("broker"), "--kafka=" + kafkaPort);
    }

    private InfraProcess startedDatabase() {
        return InfraProcess.start("--data=" + data.resolve("database"), "--mongo=" + mongoPort);
    }

    void killBroker() {
        broker.kill();
    }

    void startBroker() {
        broker = startedBroker();
    }

    void killDatabase() {
        database.kill();
    }

    void startDatabase() {
        database = startedDatabase();
    }

    void freezeDatabase() {
        Signals.pause(database.pid());
    }

    void thawDatabase() {
        Signals.resume(database.pid());
    }

    @Override
    public void close() {
        nodes.values().forEach(ServiceNode::close);
        broker.kill();
        database.kill();
        DataDirectory.acquire(data).delete();
    }
}
