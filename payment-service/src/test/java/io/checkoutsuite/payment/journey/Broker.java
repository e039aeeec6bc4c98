package io.checkoutsuite.payment.journey;

import static org.awaitility.Awaitility.await;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.inbox.Inbox;
import io.checkoutsuite.messaging.outbox.ReplayPublisher;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.kafka.KafkaTopics.TextRecord;
import io.checkoutsuite.test.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.cloud.stream.function.StreamBridge;

/** Sends the suite's events as the cart service does, and reads what this service publishes. */
@TestComponent
public class Broker {

    private final StreamBridge bridge;
    private final EventCodec codec;
    private final Inbox inbox;
    private final ReplayPublisher replays;

    @Autowired
    Broker(StreamBridge bridge, EventCodec codec, Inbox inbox, ReplayPublisher replays) {
        this.bridge = bridge;
        this.codec = codec;
        this.inbox = inbox;
        this.replays = replays;
    }

    /** Replays the event as an operator does, and waits until it is applied. */
    public void replay(SuiteEvent event) {
        replays.publish(codec.entry(event), UUID.randomUUID().toString(), "payment");
        awaitAllBefore(event);
    }

    public void send(SuiteEvent event) {
        bridge.send(event.type().outputBinding(), codec.message(codec.entry(event)));
    }

    /** Sends the event that many times, followed by one of another request. Once that one is applied, all earlier ones are applied. */
    public void deliver(SuiteEvent event, int times) {
        for (int time = 0; time < times; time++) {
            send(event);
        }
        awaitAllBefore(event);
    }

    private void awaitAllBefore(SuiteEvent event) {
        CheckoutRollback rollback = rollback(PaymentApiClient.newRequest(), event.cartId());
        CheckoutCompletion completion = new CheckoutCompletion(
                rollback.requestId(),
                "o",
                cart(event.cartId()),
                List.of(),
                rollback.contextInfo(),
                rollback.occurredAt());
        SuiteEvent behind = event instanceof CheckoutRollback ? rollback : completion;
        send(behind);
        awaitApplied(behind.requestId());
    }

    public void awaitApplied(String requestId) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !inbox.applied("default", requestId).isEmpty());
    }

    public static CheckoutRollback rollback(String requestId, String cartId) {
        return new CheckoutRollback(
                requestId,
                cartId,
                "o-" + requestId,
                "FAILED_PAYMENT_TRANSACTION",
                null,
                "AuthorizePayments",
                null,
                ContextInfo.of("default"),
                Instant.now());
    }

    public static CheckoutCompletion completion(String requestId) {
        Money ten = Money.of("10.00", "GBP");
        return new CheckoutCompletion(
                requestId,
                "o-" + requestId,
                cart("c-" + requestId),
                List.of(new PaymentSummary("p-" + requestId, "simulator", ten, "AUTHORIZED")),
                ContextInfo.of("default"),
                Instant.now());
    }

    private static CartSnapshot cart(String cartId) {
        Money nothing = Money.of("0.00", "GBP");
        Money ten = Money.of("10.00", "GBP");
        return new CartSnapshot(
                cartId,
                3,
                "SUBMITTED",
                "GBP",
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new CartSnapshot.Totals(ten, nothing, nothing, nothing, nothing, ten));
    }

    /** The bodies of the topic's records that contain the text, in order. */
    public List<String> published(String topic, String text) {
        return KafkaTopics.read(TestServers.kafka(), topic).stream()
                .map(TextRecord::body)
                .filter(body -> body.contains(text))
                .toList();
    }
}
