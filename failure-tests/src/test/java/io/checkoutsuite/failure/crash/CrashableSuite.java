package io.checkoutsuite.failure.crash;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.failure.crash.CrashPoints.Instructions;
import io.checkoutsuite.failure.crash.CrashServers.ServerKind;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.util.FileSystemUtils;

/** A suite in which each service runs in a process that can be killed at a crash point; broker and database run in their own processes. */
final class CrashableSuite implements AutoCloseable {

    static final String DIRECTORY = "suite.crash.directory";
    static final String SERVICE = "suite.crash.service";

    private static final Path LOGS =
            Path.of(System.getProperty("suite.logs", "target/logs"), "crash").toAbsolutePath();

    private final Path directory;
    private final ServiceClasses classes;
    private final Path logs;
    private final Addresses addresses = Addresses.free();
    private final CrashServers servers;
    private final Map<Service, String> databases = new EnumMap<>(Service.class);
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private final SuiteClient client = new SuiteClient(addresses);
    private int round;

    private CrashableSuite(Path directory, ServiceClasses classes) {
        this.directory = directory;
        this.classes = classes;
        List.of(Service.values()).forEach(service -> databases.put(service, TestServers.newDatabase(service.id())));
        this.logs = LOGS.resolve(directory.getFileName());
        this.servers = CrashServers.start(directory.resolve("data"));
    }

    static CrashableSuite start(ServiceClasses classes) {
        CrashableSuite suite = new CrashableSuite(newDirectory(), classes);
        suite.restartTheDead();
        return suite;
    }

    /** Starts and stops a service once to create a class cache in this directory, with which all others start faster. */
    static ServiceClasses quickClasses(Path directory) {
        Path linked = directory.resolve("classes.aot");
        ServiceClasses jars = ServiceClasses.asJars(directory);
        try (CrashableSuite suite = new CrashableSuite(newDirectory(), jars.linkedInto(linked))) {
            ServiceProcess once = suite.begin(Service.CART);
            once.awaitReady();
            once.stopGracefully();
        }
        return jars.linkedIn(linked);
    }

    static Path newDirectory() {
        try {
            return Files.createTempDirectory("checkout-suite-crash");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceProcess begin(Service service) {
        return ServiceProcess.begin(service, classes, directory, logs, settings(service, addresses.port(service)));
    }

    /** Starts a second node of a service; the caller closes it. */
    ServiceProcess another(Service service, Addresses elsewhere) {
        ServiceProcess other = ServiceProcess.begin(
                service, classes, directory, logs.resolve("other"), settings(service, elsewhere.port(service)));
        other.awaitReady();
        return other;
    }

    /** Until it is closed, calls of the service's dead node reach the other one. */
    PortForwarding forwardFromTheDead(Service service, Addresses elsewhere) {
        return PortForwarding.begin(addresses.port(service), elsewhere.port(service));
    }

    SuiteClient client() {
        return client;
    }

    private List<String> settings(Service service, int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", Integer.toString(port));
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.mongodb.uri", servers.mongo());
        settings.put("spring.mongodb.database", databases.get(service));
        settings.put("spring.cloud.stream.kafka.binder.brokers", servers.kafka());
        String ofAllClients = "spring.cloud.stream.kafka.binder.%s-properties.interceptor.classes";
        settings.put(ofAllClients.formatted("producer"), ProducerCrashPoints.class.getName());
        settings.put(ofAllClients.formatted("consumer"), ConsumerCrashPoints.class.getName());
        settings.put("suite.access.dev-secret", "0123456789abcdef".repeat(4));
        settings.putAll(addresses.settings());
        // One cart at a time is in checkout; a second consumer of each topic would only cost time at every start.
        settings.put("spring.cloud.stream.default.consumer.concurrency", "1");
        // Most processes of a suite are idle most of the time, and asking for events is most of what an idle service
        // does.
        settings.put("spring.cloud.stream.kafka.binder.consumer-properties.fetch.max.wait.ms", "2000");
        // What takes a minute in production takes seconds here, so that many processes can be killed.
        settings.put("suite.checkout.lease", "3s");
        settings.put("suite.checkout.compensation.lease", "8s");
        settings.put("suite.cart.payment-timeout", "4s");
        settings.put("suite.messaging.inbox-lease", "4s");
        settings.put("suite.messaging.sweep-after", "10s");
        settings.put("suite.payment.lease", "6s");
        // The schedule would repair what a scenario has planted, and would reach points of its own.
        settings.put("suite.reconciliation.enabled", "false");
        settings.put("suite.payment.simulator.timeout", "300ms");
        settings.put("suite.payment.simulator.pending-for", "1s");
        settings.put("suite.payment.result-look-up-back-off", "500ms");
        settings.put("suite.operations.history-timeout", "4s");
        settings.put("suite.operations.publication-timeout", "4s");
        settings.put("suite.replay.lease", "8s");
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    /** Starts the dead services without waiting for them; they can die again before they are ready. */
    void beginTheDead() {
        for (Service service : Service.values()) {
            ServiceProcess known = services.get(service);
            if (known == null || !known.isAlive()) {
                services.put(service, begin(service));
            }
        }
    }

    void restartTheDead() {
        servers.startTheDead();
        beginTheDead();
        services.values().forEach(ServiceProcess::awaitReady);
    }

    /** Removes the order from the order service's database, as a restored backup would. */
    void losesOrderOf(CrashBuyer buyer) {
        try (MongoClient mongo = MongoClients.create(servers.mongo())) {
            mongo.getDatabase(databases.get(Service.ORDER))
                    .getCollection("orders")
                    .deleteOne(Filters.eq("_id", "default/" + buyer.cartId()));
        }
    }

    /** Publishes an event as its own service would. */
    void publish(SuiteEvent event) {
        OutboxEntry entry = new EventCodec("/failure-tests").entry(event);
        Map<String, String> headers = Map.of(
                EventHeaders.ID,
                entry.type() + ":" + entry.requestId(),
                EventHeaders.TYPE,
                entry.type(),
                EventHeaders.SOURCE,
                "/failure-tests",
                EventHeaders.SPEC_VERSION,
                "1.0",
                EventHeaders.TIME,
                Instant.now().toString(),
                EventHeaders.SUBJECT,
                entry.key(),
                EventHeaders.REQUEST_ID,
                entry.requestId(),
                EventHeaders.TENANT,
                "default");
        try (KafkaTopics topics = new KafkaTopics(servers.kafka())) {
            topics.send(entry.type(), entry.key(), headers, entry.body());
        }
    }

    boolean allLive() {
        return services.values().stream().allMatch(ServiceProcess::isAlive);
    }

    boolean noneLives() {
        return services.values().stream().noneMatch(ServiceProcess::isAlive);
    }

    /** Makes every process record the points that it reaches from now on. */
    void record() {
        forget("points");
        instruct(Instructions.RECORD, "", List.of());
    }

    /** Kills the first process that reaches this point. */
    void killAt(String point) {
        forget("died");
        instruct(Instructions.DIE, point, List.of());
    }

    /** Kills a server when a service reaches this point; the service continues. */
    void killAt(String point, ServerKind server) {
        forget("died");
        instruct(Instructions.KILL, point, List.of(servers.pid(server)));
    }

    CrashServers servers() {
        return servers;
    }

    /** Kills all services when one of them reaches this point. */
    void killAllAt(String point) {
        forget("died");
        instruct(
                Instructions.DIE,
                point,
                services.values().stream().map(ServiceProcess::pid).toList());
    }

    void clearInstructions() {
        Instructions.none().writeTo(directory);
    }

    private void instruct(String action, String point, List<String> alsoKilled) {
        new Instructions(Integer.toString(++round), action, point, alsoKilled).writeTo(directory);
    }

    /** Returns the recorded points in the order in which they were reached. */
    Set<String> recorded() {
        return lines("points");
    }

    boolean hasDied() {
        return Files.exists(directory.resolve("died"));
    }

    /** Returns the activities and listeners of the running services. */
    Set<String> subjects() {
        return lines("subjects");
    }

    private Set<String> lines(String file) {
        try {
            Path path = directory.resolve(file);
            return Files.exists(path) ? new LinkedHashSet<>(Files.readAllLines(path)) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget(String file) {
        try {
            Files.deleteIfExists(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        services.values().forEach(ServiceProcess::close);
        servers.close();
        remove(directory);
    }

    static void remove(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
