package io.checkoutsuite.messaging;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.core.env.Environment;

/** The topics that this service's functions are bound to, and the dead-letter topic of each. */
@RequiredArgsConstructor
public final class ConsumedTopics {

    private static final String DEAD_LETTER_SUFFIX = ".dlq";
    private static final String BINDINGS = "spring.cloud.stream.bindings.";

    private final Environment environment;

    /** A topic and the group with which this service consumes it. */
    public record Subscription(String topic, String group) {
        String deadLetterTopic() {
            return deadLetterTopicOf(topic, group);
        }
    }

    public static String deadLetterTopicOf(String topic, String group) {
        return topic + "." + group + DEAD_LETTER_SUFFIX;
    }

    Stream<String> bindings() {
        return Stream.of(environment
                        .getProperty("spring.cloud.function.definition", "")
                        .split(";"))
                .filter(function -> !function.isBlank())
                .map(function -> environment.getProperty(
                        "spring.cloud.stream.function.bindings." + function + "-in-0", function + "-in-0"));
    }

    public List<Subscription> all() {
        return bindings()
                .flatMap(binding -> Stream.of(environment
                                .getProperty(BINDINGS + binding + ".destination", "")
                                .split(","))
                        .filter(topic -> !topic.isBlank())
                        .map(topic -> new Subscription(
                                topic.strip(), environment.getProperty(BINDINGS + binding + ".group", ""))))
                .distinct()
                .toList();
    }

    public Set<String> deadLetterTopics() {
        return all().stream().map(Subscription::deadLetterTopic).collect(Collectors.toSet());
    }

    /** The topic whose dead letters are in this one. The headers of a record are not trusted for that. */
    public String originOf(String deadLetterTopic) {
        return all().stream()
                .filter(subscription -> subscription.deadLetterTopic().equals(deadLetterTopic))
                .map(Subscription::topic)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(deadLetterTopic + " is not our dead-letter topic"));
    }
}
