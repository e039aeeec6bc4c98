package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.checkout.Patience;
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

    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** A disconnected client is noticed only by writing. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

    private final Patience patience;
    private final StreamPlaces places;

    /**
     * The state of a checkout.
     *
     * @param last whether the state is final
     */
    record Moment(String name, Object state, boolean last) {}

    /** @throws ProblemException if too many streams are open, of this caller or of all */
    SseEmitter open(CallerKey caller, Supplier<Moment> look) {
        StreamPlaces.Place place = places.take(caller);
        SseEmitter events = new SseEmitter(LONGEST.plus(SIGN_OF_LIFE).toMillis());
        AtomicBoolean listening = new AtomicBoolean(true);
        events.onCompletion(() -> listening.set(false));
        events.onError(gone -> listening.set(false));
        Thread.startVirtualThread(() -> {
            try (place) {
                follow(look, events, listening);
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
            } while (listening.get() && whole.goesOn());
            events.complete();
        } catch (IOException nobodyListens) {
            log.debug("The client disconnected after {}", last);
        } catch (RuntimeException trouble) {
            events.completeWithError(trouble);
        }
    }
}
