package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.purge.PurgeHook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** A service that was unavailable for as long as carts are kept must still be able to query the outcome of its reservations. */
class PurgeOfSalesTests extends RunningCart {

    @Autowired
    Carts carts;

    @Autowired
    ObjectProvider<PurgeHook> hooks;

    private void purges(Buyer buyer) {
        carts.find("default", buyer.cartId())
                .ifPresent(cart -> hooks.orderedStream().forEach(hook -> hook.beforePurge(cart)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "inventory", "offer", "payment"})
    void a_sold_cart_stays_until_every_service_has_made_the_sale_final(String service) {
        Buyer buyer = buyer();
        PARTICIPANTS.hasNotMadeFinal(service, buyer.requestId(1));
        send(submission(buyer, "first")).is(200);

        assertThatThrownBy(() -> purges(buyer))
                .hasMessageContaining("The sale of cart " + buyer.cartId() + " is not final in the " + service);

        PARTICIPANTS.hasMadeFinal(service, buyer.requestId(1));
        assertThatCode(() -> purges(buyer)).doesNotThrowAnyException();
    }

    @Test
    void a_sold_cart_stays_while_a_service_is_unavailable() {
        Buyer buyer = buyer();
        send(submission(buyer, "first")).is(200);
        PARTICIPANTS.fails("POST /inventory/ops/previews");

        try {
            assertThatThrownBy(() -> purges(buyer)).hasMessageContaining("inventory does not answer");
        } finally {
            PARTICIPANTS.works("POST /inventory/ops/previews");
        }
    }

    @Test
    void a_sold_cart_stays_while_a_service_cannot_read_what_became_of_the_sale() {
        Buyer buyer = buyer();
        send(submission(buyer, "first")).is(200);
        PARTICIPANTS.replies(
                "POST /payment/ops/previews",
                200,
                "{\"items\":[{\"eventId\":\"any\",\"kind\":\"UNREADABLE\",\"description\":\"it cannot be read\"}]}");

        try {
            assertThatThrownBy(() -> purges(buyer)).hasMessageContaining("payment service: it cannot be read");
        } finally {
            PARTICIPANTS.repliesNormally("POST /payment/ops/previews");
        }
    }

    @Test
    void a_cart_that_was_never_sold_waits_for_nobody() {
        Buyer buyer = buyer();
        PARTICIPANTS.fails("POST /inventory/ops/previews");

        try {
            assertThatCode(() -> purges(buyer)).doesNotThrowAnyException();
        } finally {
            PARTICIPANTS.works("POST /inventory/ops/previews");
        }
    }
}
