package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.checkout.PollingWait;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends every new state of a checkout until it is final or the client disconnects. */
@Slf4j
@Component
@RequiredArgsConstructor
class OutcomeStreams {

    private static final Duration MAX_DURATION = Duration.ofMinutes(2);
    /** A disconnected client is noticed only by writing. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(3);

    private final PollingWait pollingWait;
    private final StreamPermits permits;

    /**
     * The state of a checkout.
     *
     * @param last whether the state is final
     */
    record Snapshot(String name, Object state, boolean last) {}

    /** @throws ProblemException if too many streams are open, of this caller or of all */
    SseEmitter open(CallerKey caller, Supplier<Snapshot> snapshots) {
        StreamPermits.Permit permit = permits.acquire(caller);
        SseEmitter events = new SseEmitter(MAX_DURATION.plus(HEARTBEAT_INTERVAL).toMillis());
        AtomicBoolean listening = new AtomicBoolean(true);
        events.onCompletion(() -> listening.set(false));
        events.onError(gone -> listening.set(false));
        Thread.startVirtualThread(() -> {
            try (permit) {
                follow(snapshots, events, listening);
            }
        });
        return events;
    }

    private void follow(Supplier<Snapshot> snapshots, SseEmitter events, AtomicBoolean listening) {
        PollingWait.Wait whole = pollingWait.upTo(MAX_DURATION);
        PollingWait.Wait heartbeat = pollingWait.upTo(HEARTBEAT_INTERVAL);
        @Nullable Object last = null;
        try {
            do {
                Snapshot now = snapshots.get();
                if (!now.state().equals(last)) {
                    events.send(SseEmitter.event().name(now.name()).data(now.state(), MediaType.APPLICATION_JSON));
                    last = now.state();
                    heartbeat = pollingWait.upTo(HEARTBEAT_INTERVAL);
                } else if (heartbeat.remaining().isZero()) {
                    events.send(SseEmitter.event().comment(""));
                    heartbeat = pollingWait.upTo(HEARTBEAT_INTERVAL);
                }
                if (now.last()) {
                    break;
                }
            } while (listening.get() && whole.awaitNextPoll());
            events.complete();
        } catch (IOException nobodyListens) {
            log.debug("The client disconnected after {}", last);
        } catch (RuntimeException failure) {
            events.completeWithError(failure);
        }
    }
}
