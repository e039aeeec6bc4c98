package io.checkoutsuite.operations.replay.specimen;

import org.apache.kafka.common.TopicPartition;

/** A replay that depends on the broker's client: what the architecture forbids. */
public record KnowsKafka(TopicPartition partition) {}
