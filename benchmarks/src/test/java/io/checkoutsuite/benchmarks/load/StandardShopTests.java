package io.checkoutsuite.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StandardShopTests {

    private final StandardShop shop = new StandardShop(List.of(1, 3, 8, 20), 250, 25);

    @Test
    void the_sizes_are_equally_frequent_and_a_quarter_of_the_carts_has_a_code() {
        List<CartPlan> carts = LongStream.range(0, 4_000)
                .mapToObj(number -> shop.cart(number, "cart-" + number))
                .toList();

        Map<Integer, Long> sizes =
                carts.stream().collect(Collectors.groupingBy(cart -> items(cart).size(), Collectors.counting()));
        assertThat(sizes).isEqualTo(Map.of(1, 1_000L, 3, 1_000L, 8, 1_000L, 20, 1_000L));
        assertThat(carts.stream().filter(cart -> cart.steps().stream().anyMatch(Step.EnterCode.class::isInstance)))
                .hasSizeBetween(900, 1_100);
    }

    @Test
    void a_cart_has_different_products_and_is_the_same_in_every_run() {
        assertThat(items(shop.cart(3, "a"))).doesNotHaveDuplicates().hasSize(20);
        assertThat(items(shop.cart(3, "a")).stream().map(Step.Item::sku).distinct())
                .hasSize(20);
        assertThat(shop.cart(3, "a").steps()).isEqualTo(shop.cart(3, "b").steps());
        assertThat(shop.cart(3, "a").steps()).isNotEqualTo(shop.cart(7, "a").steps());
    }

    @Test
    void a_cart_has_no_more_lines_than_there_are_products() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StandardShop(List.of(3), 2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StandardShop(List.of(), 2, 0));
    }

    private static List<Step.Item> items(CartPlan cart) {
        return ((Step.Add) cart.steps().getFirst()).items();
    }
}
