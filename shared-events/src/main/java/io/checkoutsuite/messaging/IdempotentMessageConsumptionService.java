package io.checkoutsuite.messaging;

import io.checkoutsuite.events.SuiteEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.MDC;
import org.springframework.messaging.Message;

/**
 * Applies each event once per listener, however often it is delivered.
 *
 * <p>The effect comes before the record of it, so a process that dies in between applies it again: a processor must be idempotent by the
 * key of its own effect. This service spares it the repeats, and answers who has applied what.
 */
@Slf4j
@RequiredArgsConstructor
public final class IdempotentMessageConsumptionService {

    private final Consumptions consumptions;
    private final EventCodec codec;
    private final Clock clock;
    private final MessagingSettings settings;
    private final MeterRegistry meters;
    private final ServiceWord service;

    /** What became of a delivery. */
    public enum Outcome {
        APPLIED,
        ALREADY_APPLIED,
        /** Applied before, and once more for a replay. */
        REAPPLIED,
        /** Of a kind that the listener does not know, or a replay for another service. */
        SKIPPED
    }

    /**
     * Runs the processor unless this listener has applied the message's event before. A replay runs it all the same, once per replay:
     * it heals what was lost after it was recorded, and a processor is idempotent by the key of its effect.
     *
     * @param listenerName distinguishes the listeners of one event, each of which applies it once
     * @throws MalformedEventException if the message names no event
     * @throws ConsumedElsewhereException if another process is at it; deliver again later
     * @throws RuntimeException whatever the processor throws; the message counts as not applied then
     */
    public <T> Outcome consumeMessage(Message<T> message, String listenerName, Consumer<Message<T>> processor) {
        if (isForAnother(message)) {
            return counted(Outcome.SKIPPED, listenerName);
        }
        Consumption mine = begin(message, listenerName);
        if (mine.state() == Consumption.State.APPLIED) {
            return counted(applyAgain(mine, message, processor), listenerName);
        }
        try {
            process(mine, message, processor);
        } catch (RuntimeException failed) {
            consumptions.release(mine.id(), mine.owner());
            throw failed;
        }
        if (!consumptions.applied(mine.id(), mine.owner(), clock.instant())) {
            log.warn("{} took longer than its lease and was taken over", mine.id());
        }
        return counted(Outcome.APPLIED, listenerName);
    }

    private <T> Outcome applyAgain(Consumption applied, Message<T> message, Consumer<Message<T>> processor) {
        String replayId = EventHeaders.text(message.getHeaders(), EventHeaders.REPLAY_ID);
        if (replayId == null || replayId.equals(applied.replayId())) {
            return Outcome.ALREADY_APPLIED;
        }
        process(applied, message, processor);
        consumptions.reapplied(applied.id(), replayId);
        return Outcome.REAPPLIED;
    }

    private static <T> void process(Consumption consumption, Message<T> message, Consumer<Message<T>> processor) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", consumption.requestId())) {
            processor.accept(message);
        }
    }

    private boolean isForAnother(Message<?> message) {
        String target = EventHeaders.name(message.getHeaders(), EventHeaders.REPLAY_TARGET);
        return target != null && !target.equals(service.value());
    }

    /**
     * The same for a listener of one kind of event; any other kind on its topic, such as a newer version's, is skipped.
     *
     * @throws MalformedEventException if the body is not what its type promises
     */
    public <E extends SuiteEvent> Outcome consumeEvent(
            Message<byte[]> message, String listenerName, Class<E> kind, Consumer<E> processor) {
        if (isForAnother(message)) {
            return counted(Outcome.SKIPPED, listenerName);
        }
        Optional<E> event = codec.read(message).filter(kind::isInstance).map(kind::cast);
        if (event.isEmpty()) {
            log.info(
                    "{} skips an event of type {}",
                    listenerName,
                    message.getHeaders().get(EventHeaders.TYPE));
            return counted(Outcome.SKIPPED, listenerName);
        }
        return consumeMessage(message, listenerName, same -> processor.accept(event.get()));
    }

    private Consumption begin(Message<?> message, String listenerName) {
        Instant now = clock.instant();
        String eventId = EventHeaders.required(message.getHeaders(), EventHeaders.ID);
        String tenant = EventHeaders.required(message.getHeaders(), EventHeaders.TENANT);
        Consumption mine = new Consumption(
                tenant + "/" + eventId + "/" + listenerName,
                tenant,
                eventId,
                EventHeaders.required(message.getHeaders(), EventHeaders.TYPE),
                listenerName,
                EventHeaders.text(message.getHeaders(), EventHeaders.REQUEST_ID),
                Consumption.State.RUNNING,
                UUID.randomUUID().toString(),
                now.plus(settings.consumptionLease()),
                null,
                EventHeaders.text(message.getHeaders(), EventHeaders.REPLAY_ID));
        if (consumptions.begin(mine)) {
            return mine;
        }
        Consumption known = consumptions.find(mine.id()).orElseThrow(() -> new ConsumedElsewhereException(mine.id()));
        if (known.state() == Consumption.State.APPLIED) {
            return known;
        }
        if (known.leaseUntil().isBefore(now) && consumptions.takeOver(known, mine)) {
            log.info("{} was left half-done and is taken over", mine.id());
            return mine;
        }
        throw new ConsumedElsewhereException(mine.id());
    }

    private Outcome counted(Outcome outcome, String listenerName) {
        meters.counter("suite.events.consumed", "listener", listenerName, "outcome", outcome.name())
                .increment();
        return outcome;
    }
}
