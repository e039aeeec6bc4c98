package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.Payments.newRequest;
import static io.checkoutsuite.payment.journey.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class ReversingTests {

    @Autowired
    Payments payments;

    @Autowired
    SwitchableGateway switchable;

    @Test
    void what_is_held_is_released_once_however_often_it_is_asked() throws Exception {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        assertThat(AuthorizingTests.atOnce(6, () -> payments.reverse(request)))
                .extracting(Answer::status)
                .containsOnly(204);
        payments.reverse(request);

        await().until(() -> payments.state(request), "REVERSED"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
        assertThat(payments.holds(request).number("/items/0/reverseCalls")).isEqualTo(1);
        Answer seen = payments.payment("p-" + request);
        assertThat(seen.text("/status")).isEqualTo("COMPLETE");
        assertThat(seen.text("/transactions/2/type")).isEqualTo("REVERSE_AUTH");
        assertThat(seen.text("/transactions/2/parent")).isEqualTo(request + "-0");
    }

    @Test
    void a_reversal_that_comes_first_wins() {
        String request = newRequest();

        assertThat(payments.reverse(request).status()).isEqualTo(204);
        Answer late = payments.authorize(request, "tok_approve");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("authorization-closed");
        assertThat(payments.holds(request).json().at("/items")).isEmpty();
        assertThat(payments.reverse(request).status()).isEqualTo(204);
    }

    @Test
    void a_reversal_during_a_slow_authorization_leaves_nothing_held() {
        String request = newRequest();
        CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(() -> payments.authorize(request, "tok_slow"));
        await().until(() -> payments.state(request), "RUNNING"::equals);

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(slow.join().status()).isEqualTo(409);
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).number("/items/0/authorized")).isZero();
        assertThat(payments.state(request)).isEqualTo("REVERSED");
    }

    @Test
    void a_reversal_during_a_split_payment_releases_what_was_held_so_far() {
        String request = newRequest();
        CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(() -> payments.authorize(
                request,
                "30.00",
                payment("a-" + request, "simulator", "tok_approve", "20.00"),
                payment("b-" + request, "simulator", "tok_slow", "10.00")));
        await().until(() -> payments.holds(request).json().at("/items").size() == 1);

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(slow.join().status()).isEqualTo(409);
        assertThat(payments.holds(request).json().at("/items"))
                .hasSize(2)
                .allSatisfy(hold -> assertThat(hold.at("/holding").asString()).matches("0(\\.00)?"));
        assertThat(payments.payment("a-" + request).text("/status")).isEqualTo("COMPLETE");
    }

    @Test
    void if_the_gateway_is_away_it_goes_on_until_it_is_done() {
        String request = newRequest();
        payments.authorize(request, "10.00", payment("p-" + request, "switchable", "tok_approve", "10.00"));
        switchable.cut("reverse", request);

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("REVERSING");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");

        switchable.mend("reverse", request);

        await().until(() -> payments.state(request), "REVERSED"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    @Test
    void a_refused_reversal_is_on_record_and_waits_for_somebody() {
        String request = newRequest();
        payments.authorize(request, "10.00", payment("p-" + request, "switchable", "tok_approve", "10.00"));
        switchable.refuseToReverse(request);

        payments.reverse(request);

        assertThat(payments.state(request)).isEqualTo("REVERSAL_FAILED");
        Answer seen = payments.payment("p-" + request);
        assertThat(seen.text("/transactions/2/type")).isEqualTo("REVERSE_AUTH");
        assertThat(seen.text("/transactions/2/success")).isEqualTo("false");
        assertThat(seen.text("/status")).isEqualTo("AUTHORIZED");

        switchable.reverseAgain(request);
        payments.reverse(request);

        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    @Test
    void a_refused_attempt_has_nothing_left_to_give_back() {
        String request = newRequest();
        payments.authorize(request, "tok_decline_hard");

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(payments.holds(request).number("/items/0/reverseCalls")).isZero();
        assertThat(payments.authorize(request, "tok_decline_hard").status()).isEqualTo(409);
    }
}
