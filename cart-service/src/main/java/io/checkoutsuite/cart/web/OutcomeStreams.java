package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.checkout.Patience;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends every new state of a checkout until nothing will change any more, or nobody listens. */
@Slf4j
@Component
class OutcomeStreams {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** Only writing tells that nobody listens any more. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

    private final Patience patience;
    private final AtomicInteger open = new AtomicInteger();

    OutcomeStreams(Patience patience, MeterRegistry meters) {
        this.patience = patience;
        meters.gauge("suite.checkout.streams", open);
    }

    /**
     * How a checkout stands.
     *
     * @param last whether nothing will change any more
     */
    record Moment(String name, Object state, boolean last) {}

    SseEmitter open(Supplier<Moment> look) {
        SseEmitter events = new SseEmitter(LONGEST.plus(SIGN_OF_LIFE).toMillis());
        AtomicBoolean listening = new AtomicBoolean(true);
        events.onCompletion(() -> listening.set(false));
        events.onError(gone -> listening.set(false));
        Thread.startVirtualThread(() -> {
            open.incrementAndGet();
            try {
                follow(look, events, listening);
            } finally {
                open.decrementAndGet();
            }
        });
        return events;
    }

    private void follow(Supplier<Moment> look, SseEmitter events, AtomicBoolean listening) {
        Patience.Wait whole = patience.upTo(LONGEST);
        Patience.Wait silent = patience.upTo(SIGN_OF_LIFE);
        @Nullable Object last = null;
        try {
            do {
                Moment now = look.get();
                if (!now.state().equals(last)) {
                    events.send(SseEmitter.event().name(now.name()).data(now.state(), MediaType.APPLICATION_JSON));
                    last = now.state();
                    silent = patience.upTo(SIGN_OF_LIFE);
                } else if (silent.left().isZero()) {
                    events.send(SseEmitter.event().comment(""));
                    silent = patience.upTo(SIGN_OF_LIFE);
                }
                if (now.last()) {
                    break;
                }
            } while (listening.get() && whole.goesOn(PAUSE));
            events.complete();
        } catch (IOException nobodyListens) {
            log.debug("Nobody follows {} any more", last);
        } catch (RuntimeException trouble) {
            events.completeWithError(trouble);
        }
    }
}
