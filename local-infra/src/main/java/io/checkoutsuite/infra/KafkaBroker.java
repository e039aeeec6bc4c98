package io.checkoutsuite.infra;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real single-node Apache Kafka broker inside this JVM, with its data on disk.
 *
 * <p>Records acknowledged with {@code acks=all} survive a crash of the process, but not a power failure: Kafka does not flush every
 * record to disk, and there is no second replica.
 */
@Slf4j
public final class KafkaBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String CONTROLLER = "CONTROLLER";
    private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
    private static final int SEGMENT_BYTES = 64 * 1024 * 1024;
    private static final long PARTITION_BYTES = 1024L * 1024 * 1024;

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker and returns when it accepts requests.
     *
     * @param dataDir its data; created and formatted if missing
     * @param port the client port on the loopback interface
     * @param controllerPort the port of the broker's own controller; both ports must stay the same for the life of a data directory
     * @throws IllegalStateException if a port is taken or another process uses the directory
     */
    public static KafkaBroker start(Path dataDir, int port, int controllerPort) {
        return start(dataDir, port, controllerPort, Map.of());
    }

    /** Starts a broker that requires clients to authenticate with this user and password (SASL/PLAIN without TLS). */
    public static KafkaBroker startSecured(Path dataDir, int port, int controllerPort, String user, String password) {
        String jaas =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\" user_%s=\"%s\";";
        return start(
                dataDir,
                port,
                controllerPort,
                Map.of(
                        "listener.security.protocol.map",
                        "PLAINTEXT:SASL_PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.plaintext.plain.sasl.jaas.config",
                        jaas.formatted(user, password, user, password)));
    }

    private static KafkaBroker start(Path dataDir, int port, int controllerPort, Map<String, String> overrides) {
        FreePorts.requireFree(port);
        FreePorts.requireFree(controllerPort);
        @Nullable KafkaRaftServer server = null;
        try {
            Path dir = Files.createDirectories(dataDir).toAbsolutePath();
            requireUnused(dir);
            format(dir);
            Properties settings = settings(dir, port, controllerPort);
            settings.putAll(overrides);
            server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
            server.startup();
            log.info("Kafka listens at {}:{}", HOST, port);
            return new KafkaBroker(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            if (server != null) {
                server.shutdown();
            }
            throw new IllegalStateException("The Kafka broker did not start in " + dataDir + ": " + e.getMessage(), e);
        }
    }

    private static void requireUnused(Path dir) throws IOException {
        try (FileChannel file =
                        FileChannel.open(dir.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw new IllegalStateException("Another process already runs a Kafka broker on " + dir);
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("This process already runs a Kafka broker on " + dir, e);
        }
    }

    private static void format(Path dir) throws Exception {
        if (Files.exists(dir.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(dir.toString())
                .setMetadataLogDirectory(dir.toString())
                .setControllerListenerName(CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static Properties settings(Path dir, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "log.dirs",
                dir.toString(),
                "controller.quorum.voters",
                "1@" + HOST + ":" + controllerPort,
                "listeners",
                "PLAINTEXT://" + HOST + ":" + port + "," + CONTROLLER + "://" + HOST + ":" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://" + HOST + ":" + port,
                "controller.listener.names",
                CONTROLLER,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT"));
        settings.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        settings.putAll(Map.of(
                "message.max.bytes", text(MAX_MESSAGE_BYTES),
                "replica.fetch.max.bytes", text(MAX_MESSAGE_BYTES),
                "replica.fetch.response.max.bytes", text(2 * MAX_MESSAGE_BYTES),
                "log.retention.ms", text(Duration.ofDays(7).toMillis()),
                "log.retention.bytes", text(PARTITION_BYTES),
                "log.segment.bytes", text(SEGMENT_BYTES),
                "log.index.size.max.bytes", text(1024 * 1024)));
        settings.putAll(Map.of(
                // A killed broker counts as alive until its session expires, and cannot register again before that.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "log.cleaner.dedupe.buffer.size", text(4 * 1024 * 1024)));
        return settings;
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    /** The bootstrap servers for clients: {@code 127.0.0.1:PORT}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
