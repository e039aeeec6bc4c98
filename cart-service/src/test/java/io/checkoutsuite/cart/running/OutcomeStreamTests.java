package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.Http;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An outcome as a stream of server-sent events. */
class OutcomeStreamTests extends RunningCart {

    @Autowired
    private MeterRegistry meters;

    private double open() {
        return meters.get("suite.checkout.streams").gauge().value();
    }

    private CompletableFuture<List<String>> statesUntilTheEnd(Buyer buyer) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Stream<String> lines = Http.stream(outcome(buyer, 1)).body()) {
                        return lines.filter(line -> line.startsWith("event:"))
                                .map(line -> line.substring("event:".length()))
                                .toList();
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void a_stream_that_is_opened_while_it_runs_ends_with_the_final_state() throws Exception {
        Buyer buyer = buyer();
        CountDownLatch gateway = PARTICIPANTS.blocks(AUTHORIZES_PAYMENT + buyer.cartId());
        send(submission(buyer, "once").header("Prefer", "respond-async")).is(202);
        CompletableFuture<List<String>> states = statesUntilTheEnd(buyer);
        await().until(() -> open() > 0);

        gateway.countDown();

        assertThat(states.get(20, java.util.concurrent.TimeUnit.SECONDS))
                .startsWith("RUNNING")
                .endsWith("COMPLETED");
        await().until(() -> open() == 0);
    }

    @Test
    void a_stream_of_an_abandoned_checkout_goes_from_unknown_to_rolled_back() throws Exception {
        Buyer buyer = buyer();
        interruptCheckout(buyer, Instant.now().minusSeconds(1), Instant.now().plusSeconds(2));

        List<String> states = statesUntilTheEnd(buyer).get(20, java.util.concurrent.TimeUnit.SECONDS);

        assertThat(states).startsWith("OUTCOME_UNKNOWN").endsWith("ROLLED_BACK");
        ApiResponse outcome = send(outcome(buyer, 1)).is(200);
        assertThat(outcome.text("/failureType")).isEqualTo("CHECKOUT_ABANDONED");
    }

    @Test
    void a_question_about_an_abandoned_checkout_says_when_to_ask_again() {
        Buyer buyer = buyer();
        interruptCheckout(buyer, Instant.now().minusSeconds(1), Instant.now().plusSeconds(600));

        ApiResponse outcome = send(outcome(buyer, 1)).is(200);

        assertThat(outcome.text("/state")).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(outcome.json().path("retryAfterSeconds").asInt()).isPositive();
    }

    @Test
    void nobody_follows_for_a_client_that_is_gone() {
        Buyer buyer = buyer();
        interruptCheckout(buyer, Instant.now().plusSeconds(600), Instant.now().plusSeconds(600));
        HttpResponse<Stream<String>> stream = Http.stream(outcome(buyer, 1));
        await().until(() -> open() == 1);

        stream.body().close();

        await().atMost(Duration.ofSeconds(30)).until(() -> open() == 0);
    }
}
