package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cart that was bought or cancelled cannot be bought again. */
class ClosedCartSubmitTests extends RunningCart {

    @ParameterizedTest
    @ValueSource(strings = {"SUBMITTED", "CANCELLED", "REJECTED", "REQUIRES_APPROVAL"})
    void a_cart_that_is_closed_is_refused_at_once_and_nothing_is_charged(String status) {
        Buyer buyer = buyer();
        write(buyer, new Document("$set", new Document("status", status)));

        ApiResponse refused = send(submission(buyer, "again")).is(409);

        assertThat(refused.text("/failureType")).isEqualTo("INVALID_CART_STATUS");
        assertThat(refused.json().path("success").asBoolean()).isFalse();
        assertThat(PARTICIPANTS.calls(buyer.cartId())).isEmpty();
        assertThat(document(buyer).getList("attempts", Document.class)).isEmpty();
    }

    @Test
    void a_bought_cart_shows_its_order_wherever_it_is_read() {
        Buyer buyer = buyer();
        assertThat(send(of(buyer, "/carts/" + buyer.cartId()))
                        .at("/orderNumber")
                        .isMissingNode())
                .isTrue();

        ApiResponse bought = send(submission(buyer, "once")).is(200);

        ApiResponse read = send(of(buyer, "/carts/" + buyer.cartId())).is(200);
        assertThat(read.text("/requestId")).isEqualTo(buyer.requestId(1)).isEqualTo(bought.text("/requestId"));
        assertThat(read.text("/orderNumber")).isNotEmpty().isEqualTo(bought.text("/orderNumber"));
        assertThat(bought.at("/cart")).isEqualTo(read.json());
        assertThat(read.header("ETag")).isEqualTo(bought.header("ETag"));
    }

    @Test
    void a_bought_cart_is_refused_to_another_key_and_remembered_for_its_own() {
        Buyer buyer = buyer();
        ApiResponse bought = send(submission(buyer, "once")).is(200);

        ApiResponse refused = send(submission(buyer, "twice")).is(409);
        assertThat(refused.text("/failureType")).isEqualTo("INVALID_CART_STATUS");
        assertThat(refused.text("/requestId")).isEqualTo(bought.text("/requestId"));
        assertThat(refused.text("/orderNumber")).isEqualTo(bought.text("/orderNumber"));
        assertThat(send(submission(buyer, "once").header("Prefer", "respond-async"))
                        .is(200)
                        .body())
                .isEqualTo(bought.body());
        assertThat(PARTICIPANTS.calls(AUTHORIZES_PAYMENT + buyer.cartId())).hasSize(1);
    }
}
