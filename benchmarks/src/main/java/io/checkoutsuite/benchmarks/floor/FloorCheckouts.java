package io.checkoutsuite.benchmarks.floor;

import static io.checkoutsuite.benchmarks.floor.FloorCollection.AUTHORIZATIONS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.CARTS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.INVENTORY_INBOX;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.OFFER_INBOX;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.ORDERS;
import static io.checkoutsuite.benchmarks.floor.FloorSample.COMPLETION;
import static io.checkoutsuite.benchmarks.floor.FloorSample.ORDER_CREATED;
import static io.checkoutsuite.benchmarks.floor.FloorSample.PAYMENT_STATUS;

import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Checkouts of bare clients: the same durable steps in the same order as in the suite, and nothing else. */
final class FloorCheckouts implements AutoCloseable {

    private static final Duration APPLIED_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final FloorStore store;
    private final FloorProducer producer;
    private final List<FloorConsumer> participants;
    private long carts;
    private long submitted;

    FloorCheckouts(String mongo, String kafka, FloorSample sample) {
        store = new FloorStore(mongo, sample);
        producer = new FloorProducer(kafka, sample);
        participants = List.of(
                participant(kafka, "order", this::order),
                participant(kafka, "inventory", this::commitStock),
                participant(kafka, "offer", number -> store.recordApplied(OFFER_INBOX, number)),
                participant(kafka, "payment", store::bindPayment));
    }

    private static FloorConsumer participant(String kafka, String name, LongConsumer apply) {
        return new FloorConsumer(kafka, name, apply);
    }

    /** Stores carts that only have to be submitted. */
    void prepare(long many) {
        Parallel.map(LongStream.range(carts, carts + many).boxed().toList(), 8, number -> {
            store.createCart(number);
            return number;
        });
        carts += many;
    }

    /** Submits all prepared carts and returns when all participants have applied them. */
    FloorRound submit(int clients) {
        AtomicLong next = new AtomicLong(submitted);
        long began = System.nanoTime();
        List<Double> millis;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<List<Double>>> buyers = LongStream.range(0, clients)
                    .mapToObj(client -> threads.submit(() -> buy(next)))
                    .toList();
            millis = buyers.stream().flatMap(buyer -> result(buyer).stream()).toList();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        submitted = carts;
        awaitApplied();
        return new FloorRound(millis.size(), seconds, Percentiles.of(millis));
    }

    private List<Double> buy(AtomicLong next) {
        List<Double> millis = new ArrayList<>();
        for (long number = next.getAndIncrement(); number < carts; number = next.getAndIncrement()) {
            long began = System.nanoTime();
            submit(number);
            millis.add((System.nanoTime() - began) / 1e6);
        }
        return millis;
    }

    private void submit(long number) {
        store.claim(number);
        store.reserve(number);
        store.authorize(number, producer.event(PAYMENT_STATUS, number));
        producer.publish(PAYMENT_STATUS, number, () -> store.removeEvent(AUTHORIZATIONS, number));
        store.decide(number, producer.event(COMPLETION, number));
        producer.publish(COMPLETION, number, () -> store.removeEvent(CARTS, number));
    }

    private void order(long number) {
        store.placeOrder(number, producer.event(ORDER_CREATED, number));
        producer.publish(ORDER_CREATED, number, () -> store.removeEvent(ORDERS, number));
    }

    private void commitStock(long number) {
        store.commitStock(number);
        store.recordApplied(INVENTORY_INBOX, number);
    }

    private void awaitApplied() {
        long deadline = System.nanoTime() + APPLIED_TIMEOUT.toNanos();
        while (participants.stream().anyMatch(participant -> participant.applied() < submitted)) {
            producer.requireNoFailure();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Not all participants have applied all checkouts.");
            }
            Pause.of(PAUSE);
        }
        producer.requireNoFailure();
    }

    private static List<Double> result(Future<List<Double>> buyer) {
        try {
            return buyer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        participants.forEach(FloorConsumer::close);
        producer.close();
        store.close();
    }
}
