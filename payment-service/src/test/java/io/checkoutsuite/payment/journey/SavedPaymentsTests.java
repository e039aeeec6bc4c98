package io.checkoutsuite.payment.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.saved.SavedPayment;
import io.checkoutsuite.payment.saved.SavedPayments;
import io.checkoutsuite.payment.saved.Wallet;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@PaymentServiceTest
class SavedPaymentsTests {

    private static final String METHODS = "/payment-methods";

    @Autowired
    PaymentApiClient payments;

    @Autowired
    SavedPayments savedPayments;

    private String customer;

    @BeforeEach
    void a_new_customer() {
        customer = "customer-" + UUID.randomUUID();
    }

    private ApiResponse save(String body) {
        return payments.as(customer, "customer", HttpMethod.POST, METHODS, body);
    }

    private ApiResponse saveToken(String token) {
        return save(
                "{\"gateway\":\"simulator\",\"token\":\"%s\",\"name\":\"Visa\",\"billingAddress\":{\"line1\":\"1 High St\"}}"
                        .formatted(token));
    }

    private ApiResponse customers(HttpMethod method, String path) {
        return payments.as(customer, "customer", method, METHODS + path, null);
    }

    private List<String> defaults() {
        return StreamSupport.stream(
                        customers(HttpMethod.GET, "").json().at("/items").spliterator(), false)
                .filter(item -> item.at("/default").asBoolean())
                .map(item -> item.at("/id").asString())
                .toList();
    }

    @Test
    void a_saved_payment_is_listed_for_its_customer_without_the_token_and_shown_to_services_with_it() {
        ApiResponse saved = saveToken("tok_approve");
        String id = saved.text("/id");

        assertThat(saved.status()).isEqualTo(201);
        assertThat(saved.header("Location")).isEqualTo(METHODS + "/" + id);
        assertThat(saved.text()).doesNotContain("tok_");
        assertThat(customers(HttpMethod.GET, "").text("/items/0/id")).isEqualTo(id);
        ApiResponse forService =
                payments.asService(HttpMethod.GET, METHODS + "/" + id + "?customerId=" + customer, null);
        assertThat(forService.text("/token")).isEqualTo("tok_approve");
        assertThat(forService.text("/gateway")).isEqualTo("simulator");
        assertThat(forService.text("/type")).isEqualTo("CREDIT_CARD");
        assertThat(forService.text("/billingAddress/line1")).isEqualTo("1 High St");
    }

    @Test
    void somebody_elses_is_as_if_it_were_not_there() {
        String id = saveToken("tok_approve").text("/id");

        assertThat(payments.as("mallory", "customer", HttpMethod.GET, METHODS + "/" + id, null)
                        .status())
                .isEqualTo(404);
        assertThat(payments.as("mallory", "customer", HttpMethod.DELETE, METHODS + "/" + id, null)
                        .status())
                .isEqualTo(404);
        assertThat(payments.as("mallory", "customer", HttpMethod.PUT, METHODS + "/" + id + "/default", null)
                        .status())
                .isEqualTo(404);
        assertThat(payments.asService(HttpMethod.GET, METHODS + "/" + id + "?customerId=mallory", null)
                        .status())
                .isEqualTo(404);
        assertThat(customers(HttpMethod.GET, "/" + id).status()).isEqualTo(200);
    }

    @Test
    void gateway_and_type_may_come_from_the_fields_but_never_the_token() {
        ApiResponse saved = save("""
                {"token":"tok_approve","fields":{"PAYMENT_TYPE":"DEBIT_CARD","GATEWAY_TYPE":"simulator","TOKEN":"tok_down","token":"tok_down"}}
                """);

        assertThat(saved.status()).isEqualTo(201);
        ApiResponse forService =
                payments.asService(HttpMethod.GET, METHODS + "/" + saved.text("/id") + "?customerId=" + customer, null);
        assertThat(forService.text("/gateway")).isEqualTo("simulator");
        assertThat(forService.text("/type")).isEqualTo("DEBIT_CARD");
        assertThat(forService.text("/token")).isEqualTo("tok_approve");
    }

    @Test
    void the_same_token_is_saved_once_also_by_calls_at_the_same_time() throws Exception {
        List<ApiResponse> responses = AuthorizePaymentsTests.concurrently(6, () -> saveToken("tok_approve"));

        assertThat(responses).filteredOn(response -> response.status() == 201).hasSize(1);
        assertThat(responses)
                .extracting(response -> response.text("/id"))
                .containsOnly(responses.getFirst().text("/id"));
        assertThat(customers(HttpMethod.GET, "").json().at("/items")).hasSize(1);
    }

    @RepeatedTest(5)
    void there_is_exactly_one_default_whatever_is_switched_at_the_same_time() {
        List<String> ids = new ArrayList<>();
        List.of("tok_approve", "tok_slow", "tok_pending", "tok_3ds", "tok_down", "tok_decline_soft")
                .forEach(token -> ids.add(saveToken(token).text("/id")));
        assertThat(defaults()).containsExactly(ids.getFirst());

        List<CompletableFuture<ApiResponse>> switches = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(
                        () -> customers(HttpMethod.PUT, "/" + id + "/default"), Thread::startVirtualThread))
                .toList();

        assertThat(switches).allSatisfy(done -> assertThat(done.join().status()).isEqualTo(200));
        assertThat(defaults()).hasSize(1);
        assertThat(customers(HttpMethod.GET, "").json().at("/items"))
                .extracting(item -> item.at("/id").asString())
                .containsExactlyElementsOf(ids);
    }

    @Test
    void what_is_deleted_is_gone_and_another_becomes_the_default() {
        String first = saveToken("tok_approve").text("/id");
        String second = saveToken("tok_slow").text("/id");

        assertThat(customers(HttpMethod.DELETE, "/" + first).status()).isEqualTo(204);

        assertThat(customers(HttpMethod.GET, "/" + first).status()).isEqualTo(404);
        assertThat(customers(HttpMethod.DELETE, "/" + first).status()).isEqualTo(404);
        assertThat(defaults()).containsExactly(second);
    }

    @Test
    void a_full_wallet_accepts_nothing_new_until_something_is_deleted() {
        for (int i = 0; i < Wallet.MOST; i++) {
            SavedPayment saved = new SavedPayment(
                    customer + "-" + i,
                    "simulator",
                    new Token("tok_kept_" + i),
                    "CREDIT_CARD",
                    null,
                    null,
                    null,
                    Instant.EPOCH);
            assertThat(savedPayments.save("default", customer, saved, false))
                    .isInstanceOf(SavedPayments.SaveResult.Saved.class);
        }

        ApiResponse refused = saveToken("tok_approve");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problemType()).isEqualTo("conflict");
        assertThat(refused.text("/detail")).contains("At most 50 payment methods");
        assertThat(customers(HttpMethod.GET, "").json().at("/items")).hasSize(50);
        assertThat(customers(HttpMethod.DELETE, "/" + customer + "-7").status()).isEqualTo(204);
        assertThat(saveToken("tok_approve").status()).isEqualTo(201);
        assertThat(saveToken("tok_slow").status()).isEqualTo(409);
        assertThat(saveToken("tok_approve").status())
                .as("a token that is already saved")
                .isEqualTo(200);
        assertThat(customers(HttpMethod.GET, "").json().at("/items")).hasSize(50);
    }

    @Test
    void what_has_expired_is_not_saved() {
        ApiResponse response = save("{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"expires\":\"2020-01\"}");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.text("/errors/0/pointer")).isEqualTo("/expires");
    }

    @Test
    void a_telephone_number_may_be_as_long_as_in_a_cart() {
        ApiResponse response =
                save("{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"billingAddress\":{\"phone\":\"%s\"}}"
                        .formatted("0049 (0) 151 2345 6789 ext. 12345"));

        assertThat(response.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"gateway\":\"simulator\",\"token\":\"4111111111111111\"}",
                "{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"name\":\"Visa 4111-1111-1111-1111\"}",
                "{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"billingAddress\":{\"line1\":\"4111 1111 1111 1111\"}}",
                "{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"fields\":{\"PAN\":\"4111111111111111\"}}"
            })
    void a_card_number_is_refused_wherever_it_is_sent(String body) {
        ApiResponse response = save(body);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.text("/errors/0/code")).isEqualTo("card-number");
        assertThat(response.text()).doesNotContain("4111");
        assertThat(customers(HttpMethod.GET, "").json().at("/items")).isEmpty();
    }
}
