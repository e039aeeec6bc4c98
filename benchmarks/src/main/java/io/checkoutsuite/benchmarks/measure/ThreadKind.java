package io.checkoutsuite.benchmarks.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Threads that do the same work, recognized by the first 15 characters of their names, which is what the operating system knows of them.
 *
 * <p>The code of requests, of clients and of outboxes runs on virtual threads. Their time is that of the threads that carry them and cannot be
 * divided further.
 */
enum ThreadKind {
    VIRTUAL_THREADS("virtual threads: requests, calls, outboxes", "ForkJoinPool"),
    HTTP_SERVER("HTTP server: connections", "http-nio", "Catalina", "container-"),
    HTTP_CLIENT("HTTP clients: connections", "HttpClient-"),
    KAFKA_CONSUMER("Kafka consumers: polling and listeners", "KafkaConsumer", "kafka-coordinat"),
    KAFKA_PRODUCER("Kafka producers", "kafka-producer"),
    KAFKA_ADMIN("Kafka admin clients", "kafka-admin-cli"),
    BROKER(
            "broker",
            "data-plane-kafk",
            "control-plane-k",
            "kafka-",
            "group-coordinat",
            "group-metadata",
            "share-",
            "transaction-",
            "TxnMarker",
            "raft-",
            "quorum-",
            "controller-",
            "broker-",
            "executor-",
            "Expiration",
            "ThrottledChanne",
            "LogDirFailure",
            "SensorExpiry",
            "BrokerLifecycle",
            "NodeToController",
            "log-closing",
            "metadata-loader",
            "snapshot-",
            "Log4j",
            "remote-",
            "forwarding-",
            "AddPartitions",
            "alter-partition",
            "client-metrics",
            "persister-",
            "PersisterState"),
    DOCUMENT_SERVER("document server", "mongo-server", "nioEventLoop", "multiThreadIo", "rocksdb", "documents"),
    DATABASE_DRIVER("database driver: monitors", "cluster-", "MaintenanceTime", "BufferPoolPrune", "CleanCursors"),
    GARBAGE_COLLECTOR("garbage collector", "GC Thread", "G1 ", "VM Thread", "ParGC", "ZGC", "Shenandoah"),
    COMPILER("compiler", "C1 Compiler", "C2 Compiler", "Sweeper"),
    SCHEDULERS(
            "schedulers of Java, Spring and libraries",
            "scheduling",
            "VirtualThread-u",
            "Common-Cleaner",
            "BoundedLocalCac"),
    OTHERS("other threads"),
    ENDED("threads that ended");

    private final String title;
    private final List<String> prefixes;

    ThreadKind(String title, String... prefixes) {
        this.title = title;
        this.prefixes = List.of(prefixes);
    }

    static ThreadKind of(String threadName) {
        return Stream.of(values())
                .filter(group -> group.prefixes.stream().anyMatch(threadName::startsWith))
                .findFirst()
                .orElse(OTHERS);
    }

    String title() {
        return title;
    }
}
