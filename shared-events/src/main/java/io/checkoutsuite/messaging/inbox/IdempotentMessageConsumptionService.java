package io.checkoutsuite.messaging.inbox;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.MessagingSettings;
import io.checkoutsuite.messaging.ServiceName;
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
 * <p>Unless the effect is recorded by its own write, it is applied before it is recorded, so after a crash in between the event is applied again: a
 * processor must be idempotent by the key of its own effect. This service avoids repeats and shows which listener has applied which event.
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
        Optional<E> event = read(message, listenerName, kind);
        return event.isEmpty()
                ? counted(Outcome.SKIPPED, listenerName)
                : consumeMessage(message, listenerName, same -> processor.accept(event.get()));
    }

    /**
     * The same for a listener whose effect may be repeated, even by several processes at once, because a conditional write under a key of its own
     * decides it. Nothing is claimed before the effect, so a process that dies blocks no other one. The event is recorded by the same write as the
     * effect, or by one write after it.
     *
     * @throws MalformedEventException if the body does not match its type
     */
    public <E extends SuiteEvent> Outcome consumeRepeatableEvent(
            Message<byte[]> message, String listenerName, Class<E> kind, EventEffect<E> effect) {
        Optional<E> event = read(message, listenerName, kind);
        if (event.isEmpty()) {
            return counted(Outcome.SKIPPED, listenerName);
        }
        InboxRecord mine = running(message, listenerName);
        InboxEntry entry = mine.entry(clock.instant());
        if (mine.replayId() != null) {
            // A replay needs an inbox record, even if the document that the event changed already records the event.
            inDocument(event.get(), entry)
                    .ifPresent(earlier -> inbox.add(mine.applied(earlier.appliedAt(), earlier.replayId())));
            return consumeMessage(message, listenerName, same -> effect.apply(event.get(), entry));
        }
        boolean stored;
        try (MDC.MDCCloseable _ = MDC.putCloseable("requestId", mine.requestId())) {
            stored = effect.apply(event.get(), entry);
        }
        boolean first =
                stored || inDocument(event.get(), entry).isEmpty() && inbox.add(mine.applied(clock.instant(), null));
        return counted(first ? Outcome.APPLIED : Outcome.ALREADY_APPLIED, listenerName);
    }

    /** The same for an effect that never stores an inbox entry, for instance because it changes several documents. */
    public <E extends SuiteEvent> Outcome consumeRepeatableEvent(
            Message<byte[]> message, String listenerName, Class<E> kind, Consumer<E> effect) {
        return consumeRepeatableEvent(message, listenerName, kind, (event, entry) -> {
            effect.accept(event);
            return false;
        });
    }

    private Optional<InboxEntry> inDocument(SuiteEvent event, InboxEntry entry) {
        return inbox.inDocument(event.contextInfo().tenant(), event.requestId(), entry);
    }

    /** Empty for an event of another type, and for a replay for another service, which is not even read. */
    private <E extends SuiteEvent> Optional<E> read(Message<byte[]> message, String listenerName, Class<E> kind) {
        if (isForAnother(message)) {
            return Optional.empty();
        }
        Optional<E> event = codec.read(message).filter(kind::isInstance).map(kind::cast);
        if (event.isEmpty()) {
            log.info(
                    "{} skips an event of type {}",
                    listenerName,
                    message.getHeaders().get(EventHeaders.TYPE));
        }
        return event;
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
