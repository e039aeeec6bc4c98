package io.checkoutsuite.cart.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class CartBudgetTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final int MEGABYTE = 1024 * 1024;
    private static final CartBudget BUDGET = new CartBudget(DataSize.ofMegabytes(15));

    private static Cart cart(List<Attempt> attempts, List<IdempotentResponse> responses) {
        return new Cart(
                "c1",
                "default",
                7,
                CartStatus.IN_PROCESS,
                CartContent.empty(Currency.getInstance("GBP"), "ann", null, NOON),
                attempts,
                responses);
    }

    private static IdempotentResponse keyed(int bytes) {
        return new IdempotentResponse("key", "body", new StoredResponse(200, 1, new byte[bytes]), NOON);
    }

    private static Attempt failed(AttemptFailure failure, int response) {
        Claim claim =
                new Claim("c1-1", "100001", CartStatus.IN_PROCESS, new Submission("key", "", "ann", null, false), NOON);
        return Attempt.begun(claim, NOON)
                .rollBack(NOON, failure, List.of(), null, new StoredResponse(409, 3, new byte[response]));
    }

    private static AttemptFailure plain() {
        return AttemptFailure.of(FailureType.FAILED_INVENTORY_CHECK, "reserveStock", "There is not enough stock");
    }

    @Test
    void what_is_in_the_cart_counts_for_content_event_and_response() {
        Cart cart = cart(List.of(), List.of());

        assertThatCode(() -> BUDGET.requireRoom(cart, 3 * MEGABYTE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> BUDGET.requireRoom(cart, 4 * MEGABYTE))
                .isInstanceOfSatisfying(CartTooLargeException.class, tooLarge -> {
                    assertThat(tooLarge.limit()).isEqualTo(15L * MEGABYTE);
                    assertThat(tooLarge.used()).isBetween(16L * MEGABYTE, 17L * MEGABYTE);
                });
    }

    @Test
    void stored_responses_and_attempts_count_with_what_they_contain() {
        Map<String, String> messages = Map.of("line-1", "x".repeat(900));
        long empty = BUDGET.used(cart(List.of(), List.of()), 0);

        assertThat(BUDGET.used(cart(List.of(), List.of(keyed(MEGABYTE), keyed(MEGABYTE))), 0) - empty)
                .isGreaterThanOrEqualTo(2 * MEGABYTE);
        assertThat(BUDGET.used(cart(List.of(failed(plain(), MEGABYTE)), List.of()), 0) - empty)
                .isGreaterThanOrEqualTo(MEGABYTE);
        assertThat(BUDGET.used(cart(List.of(failed(plain().withItemMessages(messages), 0)), List.of()), 0)
                        - BUDGET.used(cart(List.of(failed(plain(), 0)), List.of()), 0))
                .isGreaterThanOrEqualTo(900);
    }

    @Test
    void as_many_changes_and_attempts_as_a_cart_may_have_fit_if_it_is_no_giant() {
        Cart busy = cart(Collections.nCopies(50, failed(plain(), 20_000)), Collections.nCopies(200, keyed(20_000)));

        assertThatCode(() -> BUDGET.requireRoom(busy, MEGABYTE)).doesNotThrowAnyException();
    }

    @Test
    void a_cart_over_the_budget_may_become_smaller_and_nothing_else() {
        Cart full = cart(List.of(failed(plain(), 12 * MEGABYTE)), List.of());
        long before = BUDGET.used(full, MEGABYTE);

        assertThatCode(() -> BUDGET.requireRoom(full, MEGABYTE - 2_000, keyed(1_000), before))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> BUDGET.requireRoom(full, MEGABYTE, null, before))
                .isInstanceOf(CartTooLargeException.class);
        assertThatThrownBy(() -> BUDGET.requireRoom(full, MEGABYTE - 100, keyed(1_000), before))
                .as("its response is larger than the content that was removed")
                .isInstanceOf(CartTooLargeException.class);
    }

    @Test
    void the_messages_of_a_refusal_are_stored_shortened() {
        AttemptFailure failure = AttemptFailure.of(FailureType.CHECKOUT_VETOED, "preCheckout", "x".repeat(1_000_000))
                .withItemMessages(Map.of("line-1", "y".repeat(1_000_000)));

        assertThat(failure.message()).hasSize(1_000);
        assertThat(failure.itemMessages().get("line-1")).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"16MB", "63KB"})
    void a_budget_that_fits_no_document_is_refused_at_start(String maxSize) {
        assertThatThrownBy(() -> new CartBudget(DataSize.parse(maxSize))).hasMessageContaining("max-size");
    }
}
