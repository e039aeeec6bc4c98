package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.stack.Service;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.node.MissingNode;

/** Continuously checks that every service is healthy and every listener makes progress. */
final class HealthMonitor implements AutoCloseable {

    /** Leaves room for other work on two cores; a health check that scans the data takes longer. */
    private static final long MAX_HEALTH_MILLIS = 5_000;

    /** A poison record has four retries of some seconds; a listener that makes no progress in ten times that is stuck. */
    private static final long MAX_STALL_MILLIS = 45_000;

    private final RawHttpClient http;
    private final Findings findings;
    private final Admin admin;
    private final Map<Service, Long> slowest = new EnumMap<>(Service.class);
    private final Map<String, Progress> progress = new HashMap<>();
    private long maxLag;

    private record Progress(long committed, long since) {}

    /** The offset of a consumer group at one partition. */
    record GroupOffset(String group, TopicPartition partition, long committed, long end) {

        long lag() {
            return Math.max(0, end - committed);
        }
    }

    HealthMonitor(RawHttpClient http, Findings findings, String kafka) {
        this.http = http;
        this.findings = findings;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }

    void check() {
        for (Service service : Service.values()) {
            for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
                Request request = Request.of(
                        new Operation(service, "GET", path, List.of(), MissingNode.getInstance(), Map.of()), path);
                Response response = http.send(request);
                slowest.merge(service, response.millis(), Math::max);
                if (!response.ok()) {
                    findings.add(service.id() + ": " + path + " is not healthy", request, response);
                } else if (response.millis() > MAX_HEALTH_MILLIS) {
                    findings.add(service.id() + ": " + path + " is slow", request, response);
                }
            }
        }
        List<GroupOffset> groupOffsets = groupOffsets();
        maxLag = Math.max(
                maxLag, groupOffsets.stream().mapToLong(GroupOffset::lag).sum());
        groupOffsets.forEach(this::checkProgress);
    }

    private void checkProgress(GroupOffset groupOffset) {
        String name = groupOffset.group() + " " + groupOffset.partition();
        Progress before = progress.get(name);
        long now = System.nanoTime() / 1_000_000;
        if (groupOffset.lag() == 0 || before == null || before.committed() != groupOffset.committed()) {
            progress.put(name, new Progress(groupOffset.committed(), now));
        } else if (now - before.since() > MAX_STALL_MILLIS) {
            findings.add(
                    groupOffset.group() + " is stuck at "
                            + groupOffset.partition().topic(),
                    groupOffset + " for " + (now - before.since()) / 1000 + " s");
        }
    }

    /** Returns the offsets of all groups of the suite's services at all partitions that have records. */
    List<GroupOffset> groupOffsets() {
        try {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .filter(group -> group.endsWith("-service"))
                    .toList();
            Map<String, Map<TopicPartition, Long>> committed = new TreeMap<>();
            for (String group : groups) {
                Map<TopicPartition, Long> offsets = new HashMap<>();
                // A group that has never got past the first record has committed no offset.
                admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .forEach(partition -> offsets.put(partition, 0L));
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, offset) -> offsets.put(partition, offset == null ? 0 : offset.offset()));
                committed.put(group, offsets);
            }
            Map<TopicPartition, Long> ends = ends();
            return committed.entrySet().stream()
                    .flatMap(group -> group.getValue().entrySet().stream()
                            .map(offset -> new GroupOffset(
                                    group.getKey(),
                                    offset.getKey(),
                                    offset.getValue(),
                                    ends.getOrDefault(offset.getKey(), 0L))))
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the number of records that each partition has ever had. */
    Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> offsetSpecs = admin
                .describeTopics(admin.listTopics().names().get().stream()
                        .filter(topic -> !topic.startsWith("__"))
                        .toList())
                .allTopicNames()
                .get()
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(offsetSpecs).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    long slowestHealth() {
        return slowest.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    long maxLag() {
        return maxLag;
    }

    @Override
    public void close() {
        admin.close();
    }
}
