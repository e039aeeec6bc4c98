package io.checkoutsuite.messaging.outbox;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.SmartLifecycle;

/** The relays of this service, one for each collection with an outbox. */
@RequiredArgsConstructor(staticName = "of")
public final class OutboxRelays implements SmartLifecycle {

    private final List<OutboxRelay> relays;

    /** @throws IllegalArgumentException if the collection is not configured as an outbox */
    public OutboxRelay of(String collection) {
        return relays.stream()
                .filter(relay -> relay.collection().equals(collection))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "suite.messaging.outboxes does not name the collection " + collection));
    }

    List<OutboxRelay> all() {
        return relays;
    }

    @Override
    public void start() {
        relays.forEach(OutboxRelay::start);
    }

    @Override
    public void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    @Override
    public boolean isRunning() {
        return relays.stream().anyMatch(OutboxRelay::isStarted);
    }
}
