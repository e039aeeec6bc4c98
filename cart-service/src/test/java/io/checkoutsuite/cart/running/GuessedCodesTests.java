package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Codes cannot be found by guessing, neither on one cart nor on many new carts. */
class GuessedCodesTests extends RunningCart {

    private static final String PRICING = "POST /offer/pricing";
    private static final int WRONG_GUESSES = 10;

    @AfterEach
    void resetCodes() {
        PARTICIPANTS.respondsToCodesWith(null);
    }

    @Test
    void unknown_codes_on_one_cart_are_refused_ten_times_and_then_not_even_looked_up() {
        Buyer eve = buyer();
        Buyer ann = buyer();
        PARTICIPANTS.respondsToCodesWith("UNKNOWN");

        for (int i = 0; i < WRONG_GUESSES; i++) {
            assertThat(enters(eve).is(422).text("/type")).isEqualTo("/problems/code-refused");
        }
        int asked = PARTICIPANTS.calls(PRICING).size();

        isTooManyWrongGuesses(enters(eve));
        assertThat(PARTICIPANTS.calls(PRICING)).hasSize(asked);
        isTooManyWrongGuesses(opensCartWithTheCode(eve.name()));
        enters(ann).is(422);
    }

    @Test
    void unknown_codes_on_ever_new_carts_are_guesses_too() {
        String eve = buyer().name();
        PARTICIPANTS.respondsToCodesWith("UNKNOWN");

        for (int i = 0; i < WRONG_GUESSES; i++) {
            ApiResponse opened = opensCartWithTheCode(eve).is(201);
            assertThat(opened.json().at("/codes/0").propertyNames()).containsExactly("code", "status");
        }

        isTooManyWrongGuesses(opensCartWithTheCode(eve));
    }

    @Test
    void codes_on_new_carts_without_lines_are_guesses_too() {
        String eve = buyer().name();
        PARTICIPANTS.respondsToCodesWith("UNKNOWN");

        for (int i = 0; i < WRONG_GUESSES; i++) {
            assertThat(opensCart(eve, "[]").is(201).text("/codes/0/status")).isEqualTo("UNKNOWN");
        }

        isTooManyWrongGuesses(opensCart(eve, "[]"));
    }

    @Test
    void a_code_that_exists_and_takes_nothing_off_is_no_wrong_guess() {
        Buyer ann = buyer();
        PARTICIPANTS.respondsToCodesWith("NOT_APPLICABLE");

        for (int i = 0; i < 2 * WRONG_GUESSES; i++) {
            enters(ann).is(422);
        }
    }

    private ApiResponse enters(Buyer buyer) {
        return send(with(
                of(buyer, "/carts/" + buyer.cartId() + "/codes/guess").header("If-Match", buyer.etag()), "PUT", ""));
    }

    private ApiResponse opensCartWithTheCode(String customer) {
        return opensCart(customer, "[{\"sku\":\"mug\",\"quantity\":1}]");
    }

    private ApiResponse opensCart(String customer, String lines) {
        return send(with(
                as("customer", customer, "/carts"),
                "POST",
                "{\"currency\":\"GBP\",\"lines\":" + lines + ",\"codes\":[\"guess\"]}"));
    }

    private static void isTooManyWrongGuesses(ApiResponse response) {
        assertThat(response.is(429).text("/type")).isEqualTo("/problems/too-many-requests");
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 30);
    }
}
