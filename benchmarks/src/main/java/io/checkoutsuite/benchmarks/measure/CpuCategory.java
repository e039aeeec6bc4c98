package io.checkoutsuite.benchmarks.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * What processor time is spent on, recognized by the packages on the stack. The first category with a matching prefix is that of a frame; the innermost
 * frame with a category decides for the stack. Code that several categories use has none, so that its time is its caller's: the JDK, and for instance
 * Spring's core.
 */
public enum CpuCategory {
    DATABASE_DRIVER("database driver and mapping", "com.mongodb.", "org.bson.", "org.springframework.data."),
    DOCUMENT_SERVER("document server", "de.bwaldvogel.", "io.checkoutsuite.infra.", "org.rocksdb.", "io.netty."),
    KAFKA_CLIENTS("Kafka clients", "org.apache.kafka.clients."),
    BROKER(
            "broker",
            "kafka.",
            "org.apache.kafka.controller.",
            "org.apache.kafka.coordinator.",
            "org.apache.kafka.image.",
            "org.apache.kafka.metadata.",
            "org.apache.kafka.network.",
            "org.apache.kafka.queue.",
            "org.apache.kafka.raft.",
            "org.apache.kafka.security.",
            "org.apache.kafka.server.",
            "org.apache.kafka.snapshot.",
            "org.apache.kafka.storage.",
            "org.apache.kafka.timeline."),
    MESSAGING(
            "messaging",
            "org.springframework.cloud.stream.",
            "org.springframework.cloud.function.",
            "org.springframework.integration.",
            "org.springframework.kafka.",
            "org.springframework.messaging."),
    HTTP_CLIENT(
            "HTTP client",
            "org.apache.hc.",
            "org.springframework.web.client.",
            "org.springframework.web.service.",
            "org.springframework.http.client."),
    HTTP_SERVER(
            "HTTP server",
            "org.apache.catalina.",
            "org.apache.coyote.",
            "org.apache.tomcat.",
            "org.springframework.web."),
    SECURITY("security", "org.springframework.security.", "com.nimbusds."),
    JSON("JSON", "tools.jackson.", "com.fasterxml."),
    TELEMETRY("metrics and tracing", "io.micrometer.", "io.opentelemetry."),
    OWN_CODE("the suite's own code", "io.checkoutsuite."),
    EVERYTHING_ELSE("everything else");

    private final String title;
    private final List<String> prefixes;

    CpuCategory(String title, String... prefixes) {
        this.title = title;
        this.prefixes = List.of(prefixes);
    }

    /** @param stack qualified names of methods, the outermost first */
    public static CpuCategory of(List<String> stack) {
        return stack.reversed().stream()
                .flatMap(CpuCategory::ofFrame)
                .findFirst()
                .orElse(EVERYTHING_ELSE);
    }

    private static Stream<CpuCategory> ofFrame(String method) {
        return Stream.of(values())
                .filter(category -> category.prefixes.stream().anyMatch(method::startsWith))
                .limit(1);
    }

    public String title() {
        return title;
    }
}
