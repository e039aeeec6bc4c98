package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.checkout.BindPayments;
import io.checkoutsuite.payment.checkout.InboxEntryFixture;
import io.checkoutsuite.payment.operation.PaymentOperations;
import io.checkoutsuite.test.http.ApiResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Voids, releases, credits and settlements of an order's payments, beside their captures and refunds. */
@PaymentServiceTest
class PaymentOperationsTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    BindPayments bindPayments;

    @Autowired
    SwitchableGateway switchable;

    @Autowired
    Authorizations authorizations;

    @Autowired
    PaymentOperations paymentOperations;

    private String ordered(String paymentJson) {
        String request = newRequest();
        assertThat(payments.authorize(request, "10.00", paymentJson.formatted("p-" + request))
                        .status())
                .isEqualTo(200);
        bindPayments.bind("default", request, InboxEntryFixture.completionOf(request));
        return request;
    }

    private String ordered() {
        return ordered(payment("%s", "simulator", "tok_approve", "10.00"));
    }

    private String transferred() {
        return ordered("""
                {"paymentId":"%s","type":"WIRE","amount":{"amount":"10.00","currency":"GBP"}}""");
    }

    private ApiResponse operate(String kind, String request, String key, String amount) {
        return payments.operate(
                kind, "p-" + request, key, "{\"amount\":{\"amount\":\"%s\",\"currency\":\"GBP\"}}".formatted(amount));
    }

    private ApiResponse voids(String request, String key, String transaction) {
        return payments.operate("voids", "p-" + request, key, "{\"transaction\":\"%s\"}".formatted(transaction));
    }

    private ApiResponse seen(String request) {
        return payments.payment("p-" + request);
    }

    private JsonNode hold(String request) {
        return payments.holds(request).json().at("/items/0");
    }

    @Test
    void a_capture_is_voided_as_a_whole_and_once() {
        String request = ordered();
        String first = operate("captures", request, "k1", "4.00").text("/reference");
        operate("captures", request, "k2", "6.00");

        ApiResponse voided = voids(request, "v", first);

        assertThat(voided.status()).isEqualTo(201);
        assertThat(voided.text("/type")).isEqualTo("VOID");
        assertThat(voided.text("/parent")).isEqualTo(first);
        assertThat(voided.text("/amount/amount")).isEqualTo("4.00");
        assertThat(voids(request, "v", first).status()).isEqualTo(200);
        assertThat(voids(request, "w", first).text("/detail")).contains("already voided");
        assertThat(voids(request, "x", "nothing").status()).isEqualTo(409);
        assertThat(seen(request).text("/status")).isEqualTo("FULLY_CAPTURED");
        assertThat(seen(request).text("/refundable/amount")).isEqualTo("6.00");
        assertThat(hold(request).path("holding").asString()).isEqualTo("6.00");
        assertThat(operate("refunds", request, "r", "6.01").status()).isEqualTo(409);
    }

    @Test
    void the_key_of_a_void_is_not_used_for_another_capture() {
        String request = ordered();
        String first = operate("captures", request, "k1", "4.00").text("/reference");
        String second = operate("captures", request, "k2", "6.00").text("/reference");
        voids(request, "v", first);

        assertThat(voids(request, "v", second).status()).isEqualTo(422);
    }

    @Test
    void what_is_settled_can_only_be_refunded() {
        String request = ordered();
        String capture = operate("captures", request, "k1", "10.00").text("/reference");

        ApiResponse settled = operate("settlements", request, "s", "10.00");

        assertThat(settled.status()).isEqualTo(201);
        assertThat(settled.text("/type")).isEqualTo("SETTLED");
        assertThat(settled.text("/parent")).isEqualTo(capture);
        assertThat(operate("settlements", request, "s", "10.00").text()).isEqualTo(settled.text());
        assertThat(operate("settlements", request, "t", "0.01").text("/available/amount"))
                .isEqualTo("0.00");
        assertThat(voids(request, "v", capture).text("/detail")).contains("settled");
        assertThat(seen(request).text("/settled/amount")).isEqualTo("10.00");
        ApiResponse refund = operate("refunds", request, "r", "3.00");
        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.text("/parent")).isEqualTo(capture);
        assertThat(seen(request).text("/status")).isEqualTo("PARTIALLY_REFUNDED");
    }

    @Test
    void a_part_of_a_hold_is_released_and_the_rest_captured() {
        String request = ordered();

        ApiResponse released = operate("reversals", request, "r", "4.00");

        assertThat(released.status()).isEqualTo(201);
        assertThat(released.text("/type")).isEqualTo("REVERSE_AUTH");
        assertThat(seen(request).text("/status")).isEqualTo("AUTHORIZED");
        assertThat(seen(request).text("/open/amount")).isEqualTo("6.00");
        assertThat(hold(request).path("holding").asString()).isEqualTo("6.00");
        assertThat(operate("captures", request, "k", "6.01").text("/available/amount"))
                .isEqualTo("6.00");
        assertThat(operate("captures", request, "l", "6.00").status()).isEqualTo(201);
        assertThat(seen(request).text("/status")).isEqualTo("FULLY_CAPTURED");
        assertThat(operate("reversals", request, "s", "0.01").status()).isEqualTo(409);
    }

    @Test
    void a_gateway_that_releases_only_whole_holds_releases_the_whole_hold() {
        String request = ordered(payment("%s", "switchable", "tok_approve", "10.00"));

        assertThat(operate("reversals", request, "r", "4.00").text("/detail")).contains("whole holds");
        ApiResponse released = operate("reversals", request, "s", "10.00");

        assertThat(released.status()).isEqualTo(201);
        assertThat(seen(request).text("/status")).isEqualTo("COMPLETE");
        assertThat(hold(request).path("holding").asString()).isEqualTo("0.00");
    }

    @Test
    void a_gateway_that_cannot_void_says_so() {
        String request = ordered(payment("%s", "switchable", "tok_approve", "10.00"));
        String capture = operate("captures", request, "k1", "10.00").text("/reference");

        assertThat(voids(request, "v", capture).text("/detail")).contains("refund the amount instead");
    }

    @Test
    void a_detached_credit_pays_out_up_to_the_amount_of_the_payment() {
        String request = ordered();

        ApiResponse credit = operate("credits", request, "c", "7.00");

        assertThat(credit.status()).isEqualTo(201);
        assertThat(credit.text("/type")).isEqualTo("DETACHED_CREDIT");
        assertThat(credit.json().path("parent").isMissingNode()).isTrue();
        assertThat(operate("credits", request, "d", "3.01").text("/available/amount"))
                .isEqualTo("3.00");
        assertThat(hold(request).path("credited").asString()).isEqualTo("7.00");
        assertThat(seen(request).text("/status")).isEqualTo("AUTHORIZED");
    }

    @Test
    void only_an_operator_may_pay_out_more_than_is_owed() {
        assertThat(payments.asService(HttpMethod.POST, "/payments/p/credits", "{}")
                        .status())
                .isEqualTo(403);
        for (String kind : List.of("voids", "reversals", "credits", "settlements", "captures", "refunds")) {
            assertThat(payments.as("ann", "customer", HttpMethod.POST, "/payments/p/" + kind, "{}")
                            .status())
                    .as(kind)
                    .isEqualTo(403);
        }
    }

    @Test
    void the_money_of_a_transfer_is_settled_and_what_is_no_longer_expected_is_released() {
        String request = transferred();

        assertThat(operate("settlements", request, "s", "10.01").status()).isEqualTo(409);
        assertThat(operate("settlements", request, "s1", "6.00").status()).isEqualTo(201);
        assertThat(seen(request).text("/status")).isEqualTo("PARTIALLY_COMPLETE");
        ApiResponse released = operate("reversals", request, "r", "4.00");

        assertThat(released.text("/type")).isEqualTo("VOID");
        assertThat(seen(request).text("/status")).isEqualTo("FULLY_CAPTURED");
        assertThat(operate("settlements", request, "s2", "0.01").status()).isEqualTo(409);
        assertThat(operate("refunds", request, "b", "6.00").status()).isEqualTo(201);
        assertThat(seen(request).text("/status")).isEqualTo("REFUNDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulator", "offline"})
    void every_transaction_says_which_one_it_follows(String gateway) {
        String request = gateway.equals("offline") ? transferred() : ordered();
        operate("captures", request, "k", "10.00");
        operate("refunds", request, "r", "1.00");

        JsonNode transactions = seen(request).json().path("transactions");

        assertThat(transactions).hasSize(4);
        assertThat(transactions.get(0).path("parent").isMissingNode()).isTrue();
        for (int i = 1; i < 4; i++) {
            assertThat(transactions.get(i).path("parent").asString())
                    .as("%s", transactions.get(i))
                    .isEqualTo(transactions.get(i - 1).path("reference").asString());
        }
    }

    @ParameterizedTest
    @CsvSource({"voids, {}", "voids, '{\"transaction\":\"\"}'", "reversals, {}", "credits, {}", "settlements, {}"})
    void an_incomplete_operation_is_refused(String kind, String body) {
        assertThat(payments.operate(kind, "p-" + ordered(), "k", body).status()).isEqualTo(422);
    }

    @Test
    void refunds_and_a_void_at_the_same_time_never_return_more_than_was_captured() throws Exception {
        for (int round = 0; round < 5; round++) {
            String request = ordered();
            String capture = operate("captures", request, "k", "10.00").text("/reference");
            AtomicInteger keys = new AtomicInteger();

            AuthorizePaymentsTests.concurrently(6, () -> {
                int key = keys.incrementAndGet();
                return key % 3 == 0
                        ? voids(request, "v" + key, capture)
                        : operate("refunds", request, "r" + key, "4.00");
            });

            assertThat(new BigDecimal(hold(request).path("refunded").asString()))
                    .isLessThanOrEqualTo(new BigDecimal("10.00"))
                    .isGreaterThanOrEqualTo(new BigDecimal("8.00"));
            assertThat(seen(request).text("/refundable/amount"))
                    .isEqualTo(hold(request).path("holding").asString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void after_any_history_the_gateways_own_books_agree(int seed) {
        Random random = new Random(seed);
        String request = ordered();
        for (int step = 0; step < 25; step++) {
            String amount = BigDecimal.valueOf(1 + random.nextInt(400), 2).toPlainString();
            List<String> kinds = List.of("captures", "refunds", "reversals", "credits", "settlements", "voids");
            String kind = kinds.get(random.nextInt(kinds.size()));
            ApiResponse response = kind.equals("voids")
                    ? voids(request, "k" + step, anyTransaction(request, random))
                    : operate(kind, request, "k" + step, amount);
            assertThat(response.status())
                    .as("%s %s: %s", kind, amount, response.text())
                    .isIn(201, 409);
        }

        JsonNode books = hold(request);
        JsonNode payment = seen(request).json();
        assertThat(payment.at("/captured/amount").asString())
                .isEqualTo(books.path("captured").asString());
        assertThat(new BigDecimal(payment.at("/open/amount").asString())
                        .add(new BigDecimal(payment.at("/refundable/amount").asString())))
                .isEqualByComparingTo(books.path("holding").asString());
        assertThat(sum(payment, "DETACHED_CREDIT"))
                .isEqualByComparingTo(books.path("credited").asString());
        assertThat(sum(payment, "REFUND").add(sum(payment, "VOID")))
                .isEqualByComparingTo(books.path("refunded").asString());
    }

    private String anyTransaction(String request, Random random) {
        JsonNode transactions = seen(request).json().path("transactions");
        return transactions
                .get(random.nextInt(transactions.size()))
                .path("reference")
                .asString();
    }

    private static BigDecimal sum(JsonNode payment, String type) {
        return payment.path("transactions")
                .valueStream()
                .filter(transaction -> transaction.path("success").asBoolean()
                        && transaction.path("type").asString().equals(type))
                .map(transaction ->
                        new BigDecimal(transaction.at("/amount/amount").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void an_operation_without_an_outcome_is_listed_until_it_has_one() {
        String request = ordered(payment("%s", "switchable", "tok_approve", "10.00"));
        switchable.cut("captureResponse", request);
        operate("captures", request, "k", "4.00");

        String pending = pendingOperations();
        switchable.restore("captureResponse", request);

        assertThat(pending).contains(request, "\"type\":\"CAPTURE\"", "\"amount\":\"4.00\"");
        await().atMost(Duration.ofSeconds(30)).until(() -> !pendingOperations().contains(request));
        assertThat(seen(request).text("/captured/amount")).isEqualTo("4.00");
    }

    private String pendingOperations() {
        return payments.as("olga", "operator", HttpMethod.GET, "/ops/payment-operations?limit=500", null)
                .text();
    }

    @Test
    void what_has_not_arrived_of_a_transfer_is_released_after_its_time() {
        String request = transferred();
        operate("captures", request, "k", "4.00");
        assertThat(authorizations.expired(Instant.now().plus(Duration.ofDays(13)), 1_000))
                .noneMatch(bound -> bound.requestId().equals(request));

        authorizations.expired(Instant.now().plus(Duration.ofDays(15)), 1_000).stream()
                .filter(bound -> bound.requestId().equals(request))
                .forEach(paymentOperations::releaseUnreceived);

        assertThat(seen(request).text("/status")).isEqualTo("FULLY_CAPTURED");
        assertThat(seen(request).text("/refundable/amount")).isEqualTo("4.00");
        assertThat(authorizations.expired(Instant.now().plus(Duration.ofDays(15)), 1_000))
                .noneMatch(bound -> bound.requestId().equals(request));
    }
}
