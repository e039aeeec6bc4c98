package io.checkoutsuite.messaging.inbox;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.MessagingSettings;
import io.checkoutsuite.messaging.ServiceName;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.MDC;
import org.springframework.messaging.Message;

/**
 * Applies each event once per listener, however often it is delivered.
 *
 * <p>The effect is applied before it is recorded in the inbox, so after a crash in between the event is applied again: a processor must be
 * idempotent by the key of its own effect. This service avoids repeats and shows which listener has applied which event.
 */
@Slf4j
@RequiredArgsConstructor
public final class IdempotentMessageConsumptionService {

    private final Inbox inbox;
    private final EventCodec codec;
    private final Clock clock;
    private final MessagingSettings settings;
    private final MeterRegistry meters;
    private final ServiceName service;

    /** The outcome of a delivery. */
    public enum Outcome {
        APPLIED,
        ALREADY_APPLIED,
        /** Already applied, and applied again for a replay. */
        REAPPLIED,
        /** An event of a type that the listener does not handle, or a replay for another service. */
        SKIPPED
    }

    /**
     * Runs the processor unless this listener has already applied the message's event. A replay runs it anyway, once per replay, to
     * restore data that was lost after the event was recorded; the processor is idempotent by the key of its effect.
     *
     * @param listenerName distinguishes the listeners of one event, each of which applies it once
     * @throws MalformedEventException if the message does not identify an event
     * @throws ConsumptionInProgressException if another process is applying it; it has to be delivered again later
     * @throws RuntimeException whatever the processor throws; the message then counts as not applied
     */
    public <T> Outcome consumeMessage(Message<T> message, String listenerName, Consumer<Message<T>> processor) {
        if (isForAnother(message)) {
            return counted(Outcome.SKIPPED, listenerName);
        }
        InboxRecord mine = begin(message, listenerName);
        if (mine.state() == InboxRecord.State.APPLIED) {
            return counted(applyAgain(mine, message, processor), listenerName);
        }
        try {
            process(mine, message, processor);
        } catch (RuntimeException failed) {
            inbox.release(mine.id(), mine.owner());
            throw failed;
        }
        if (!inbox.markApplied(mine.id(), mine.owner(), clock.instant())) {
            log.warn("{} took longer than its lease and was taken over", mine.id());
        }
        return counted(Outcome.APPLIED, listenerName);
    }

    private <T> Outcome applyAgain(InboxRecord applied, Message<T> message, Consumer<Message<T>> processor) {
        String replayId = EventHeaders.text(message.getHeaders(), EventHeaders.REPLAY_ID);
        if (replayId == null || replayId.equals(applied.replayId())) {
            return Outcome.ALREADY_APPLIED;
        }
        process(applied, message, processor);
        inbox.markReapplied(applied.id(), replayId);
        return Outcome.REAPPLIED;
    }

    private static <T> void process(InboxRecord inboxRecord, Message<T> message, Consumer<Message<T>> processor) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("requestId", inboxRecord.requestId())) {
            processor.accept(message);
        }
    }

    private boolean isForAnother(Message<?> message) {
        String target = EventHeaders.name(message.getHeaders(), EventHeaders.REPLAY_TARGET);
        return target != null && !target.equals(service.value());
    }

    /**
     * Like {@link #consumeMessage}, for a listener of one event type; any other type on its topic, such as a newer version's, is skipped.
     *
     * @throws MalformedEventException if the body does not match its type
     */
    public <E extends SuiteEvent> Outcome consumeEvent(
            Message<byte[]> message, String listenerName, Class<E> kind, Consumer<E> processor) {
        return consumeEvent(message, listenerName, kind, event -> true, processor);
    }

    /**
     * The same for a listener that has nothing to do for some events: these are recorded as applied with one write instead of two.
     *
     * @param hasEffect whether the processor has anything to do for the event; depends on the event alone
     * @throws MalformedEventException if the body does not match its type
     */
    public <E extends SuiteEvent> Outcome consumeEvent(
            Message<byte[]> message,
            String listenerName,
            Class<E> kind,
            Predicate<E> hasEffect,
            Consumer<E> processor) {
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
        if (!hasEffect.test(event.get())
                && inbox.add(running(message, listenerName).applied(clock.instant()))) {
            return counted(Outcome.APPLIED, listenerName);
        }
        return consumeMessage(message, listenerName, same -> processor.accept(event.get()));
    }

    private InboxRecord begin(Message<?> message, String listenerName) {
        InboxRecord mine = running(message, listenerName);
        if (inbox.add(mine)) {
            return mine;
        }
        InboxRecord known = inbox.find(mine.id()).orElseThrow(() -> new ConsumptionInProgressException(mine.id()));
        if (known.state() == InboxRecord.State.APPLIED) {
            return known;
        }
        if (known.leaseUntil().isBefore(clock.instant()) && inbox.takeOver(known, mine)) {
            log.info("{} was left unfinished and is taken over", mine.id());
            return mine;
        }
        throw new ConsumptionInProgressException(mine.id());
    }

    private InboxRecord running(Message<?> message, String listenerName) {
        Instant now = clock.instant();
        String eventId = EventHeaders.required(message.getHeaders(), EventHeaders.ID);
        String tenant = EventHeaders.required(message.getHeaders(), EventHeaders.TENANT);
        return new InboxRecord(
                tenant + "/" + eventId + "/" + listenerName,
                tenant,
                eventId,
                EventHeaders.required(message.getHeaders(), EventHeaders.TYPE),
                listenerName,
                EventHeaders.text(message.getHeaders(), EventHeaders.REQUEST_ID),
                InboxRecord.State.RUNNING,
                UUID.randomUUID().toString(),
                now.plus(settings.inboxLease()),
                null,
                EventHeaders.text(message.getHeaders(), EventHeaders.REPLAY_ID));
    }

    private Outcome counted(Outcome outcome, String listenerName) {
        meters.counter("suite.events.consumed", "listener", listenerName, "outcome", outcome.name())
                .increment();
        return outcome;
    }
}
