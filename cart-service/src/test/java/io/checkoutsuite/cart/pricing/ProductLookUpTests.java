package io.checkoutsuite.cart.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProductLookUpTests {

    private static final Duration TTL = Duration.ofSeconds(10);

    private final Map<String, Product> catalog = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ProductLookUp products = lookUp(TTL);
    private Runnable afterRead = () -> {};

    private ProductLookUp lookUp(Duration ttl) {
        CartSettings settings = new CartSettings(
                true, true, Duration.ofHours(1), BigDecimal.ZERO, BigDecimal.ZERO, Duration.ofMinutes(1), ttl, true);
        return new ProductLookUp(this::find, settings, nanos::get);
    }

    private Map<String, Product> find(String tenant, Collection<String> skus) {
        asked.add(tenant + new TreeSet<>(skus));
        Map<String, Product> read =
                skus.stream().filter(catalog::containsKey).collect(Collectors.toMap(sku -> sku, catalog::get));
        afterRead.run();
        return read;
    }

    private void sells(String sku, String price) {
        catalog.put(sku, new Product(sku, sku, Money.of(price, "GBP"), true, 1, 100, List.of()));
    }

    private Money recentPrice(String sku) {
        return products.recent("acme", List.of(sku)).get(sku).unitPrice();
    }

    @Test
    void a_product_is_looked_up_once_in_its_time_to_live() {
        sells("mug", "5.00");
        recentPrice("mug");
        sells("mug", "6.00");
        nanos.addAndGet(TTL.minusMillis(1).toNanos());

        assertThat(recentPrice("mug")).isEqualTo(Money.of("5.00", "GBP"));
        nanos.addAndGet(Duration.ofMillis(2).toNanos());
        assertThat(recentPrice("mug")).isEqualTo(Money.of("6.00", "GBP"));
        assertThat(asked).containsExactly("acme[mug]", "acme[mug]");
    }

    @Test
    void only_what_is_not_remembered_is_looked_up_with_one_call() {
        sells("mug", "5.00");
        sells("bowl", "5.00");
        sells("plate", "5.00");
        products.recent("acme", List.of("mug"));

        assertThat(products.recent("acme", List.of("bowl", "mug", "plate"))).containsOnlyKeys("mug", "bowl", "plate");
        assertThat(asked).containsExactly("acme[mug]", "acme[bowl, plate]");
    }

    @Test
    void a_product_that_does_not_exist_is_looked_up_each_time() {
        assertThat(products.recent("acme", List.of("mug"))).isEmpty();
        sells("mug", "5.00");

        assertThat(products.recent("acme", List.of("mug"))).containsKey("mug");
    }

    @Test
    void tenants_have_products_of_their_own() {
        sells("mug", "5.00");
        products.recent("acme", List.of("mug"));
        products.recent("other", List.of("mug"));

        assertThat(asked).containsExactly("acme[mug]", "other[mug]");
    }

    @Test
    void a_checkout_asks_the_catalog_and_what_it_finds_is_remembered_for_changes() {
        sells("mug", "5.00");
        sells("bowl", "5.00");
        products.recent("acme", List.of("mug", "bowl"));
        sells("mug", "7.00");
        catalog.remove("bowl");

        Map<String, Product> current = products.current("acme", List.of("mug", "bowl"));

        assertThat(current).containsOnlyKeys("mug");
        assertThat(current.get("mug").unitPrice()).isEqualTo(Money.of("7.00", "GBP"));
        assertThat(recentPrice("mug")).isEqualTo(Money.of("7.00", "GBP"));
        assertThat(products.recent("acme", List.of("bowl"))).isEmpty();
    }

    @Test
    void an_imported_product_is_looked_up_again() {
        sells("mug", "5.00");
        products.recent("acme", List.of("mug"));
        sells("mug", "6.00");
        products.forget("acme", List.of("mug"));

        assertThat(recentPrice("mug")).isEqualTo(Money.of("6.00", "GBP"));
    }

    @Test
    void a_product_that_is_imported_while_it_is_looked_up_is_looked_up_again() {
        sells("mug", "5.00");
        afterRead = () -> {
            sells("mug", "6.00");
            products.forget("acme", List.of("mug"));
        };
        recentPrice("mug");
        afterRead = () -> {};

        assertThat(recentPrice("mug")).isEqualTo(Money.of("6.00", "GBP"));
    }

    @Test
    void a_time_to_live_of_zero_remembers_nothing() {
        sells("mug", "5.00");
        ProductLookUp uncached = lookUp(Duration.ZERO);
        uncached.recent("acme", List.of("mug"));
        uncached.recent("acme", List.of("mug"));

        assertThat(asked).hasSize(2);
    }
}
