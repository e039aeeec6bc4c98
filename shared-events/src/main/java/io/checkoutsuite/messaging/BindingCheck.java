package io.checkoutsuite.messaging;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/** Refuses to start a service whose functions or events are not bound to a topic. */
@RequiredArgsConstructor
final class BindingCheck implements SmartInitializingSingleton {

    private static final String BINDINGS = "spring.cloud.stream.bindings.";

    private final Environment environment;
    private final ConsumedTopics consumedTopics;

    @Override
    public void afterSingletonsInstantiated() {
        List<String> missing = Stream.concat(consumedTopics.bindings(), outputs())
                .filter(binding -> !environment.containsProperty(BINDINGS + binding + ".destination"))
                .toList();
        if (!missing.isEmpty()) {
            throw new UnusableSettingsException("Bindings without a destination: " + missing);
        }
        consumedTopics
                .bindings()
                .filter(binding -> !environment.containsProperty(BINDINGS + binding + ".group"))
                .findFirst()
                .ifPresent(binding -> {
                    throw new UnusableSettingsException(
                            "Binding " + binding + " has no group: every instance would consume every message");
                });
    }

    private static Stream<String> outputs() {
        return Stream.of(EventType.values()).map(EventType::outputBinding);
    }
}
