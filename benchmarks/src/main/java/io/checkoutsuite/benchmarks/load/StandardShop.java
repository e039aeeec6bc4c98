package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.SuiteClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shop of a few hundred products with plenty of stock, whose guests buy different products in carts of some sizes in equal parts. Some enter a code
 * that anyone may use. The carts are the same in every run.
 *
 * @param lines how many lines carts have; each size is as frequent as the others
 * @param skus the number of products; no cart has more lines
 * @param codePercent the share of carts with a code
 */
public record StandardShop(List<Integer> lines, int skus, int codePercent) implements Workload {

    /** How many lines carts usually have. */
    public static final List<Integer> LINES = List.of(1, 3, 8, 20);

    private static final Currency POUNDS = Currency.getInstance("GBP");
    private static final long PLENTY = 1_000_000_000L;
    private static final String OFFER = "benchmark-10";
    private static final String CODE = "BENCHMARK10";
    private static final int MAX_QUANTITY = 3;

    public StandardShop {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.stream().anyMatch(size -> size < 1 || size > skus)) {
            throw new IllegalArgumentException(
                    "A cart has at least one line and at most as many as there are products.");
        }
    }

    /** The same shop with carts of other sizes. */
    public StandardShop withLines(List<Integer> others) {
        return new StandardShop(others, skus, codePercent);
    }

    @Override
    public String describe() {
        return "carts of %s lines, %d products, %d %% with a code"
                .formatted(lines.stream().map(String::valueOf).collect(Collectors.joining(", ")), skus, codePercent);
    }

    @Override
    public void open(SuiteClient client) {
        List<Map<String, Object>> products = new ArrayList<>();
        List<Map<String, Object>> stock = new ArrayList<>();
        for (int i = 0; i < skus; i++) {
            products.add(Map.of("sku", sku(i), "name", "Product " + i, "unitPrice", price(i)));
            stock.add(Map.of("sku", sku(i), "onHand", PLENTY));
        }
        client.importAll(Service.CART, "/catalog/imports", products);
        client.importAll(Service.INVENTORY, "/stock/imports", stock);
        client.importAll(
                Service.OFFER,
                "/offers/imports",
                List.of(
                        Map.of(
                                "offerId",
                                OFFER,
                                "name",
                                "10 % off",
                                "kind",
                                "PERCENT",
                                "value",
                                "10",
                                "target",
                                "ORDER",
                                "automatic",
                                false,
                                "combinable",
                                true,
                                "priority",
                                10),
                        Map.of("code", CODE, "offerId", OFFER)));
    }

    private static String sku(int number) {
        return "BENCH-%04d".formatted(number);
    }

    private static Money price(int number) {
        return Money.rounded(BigDecimal.valueOf(150 + number * 37L % 9_850, 2), POUNDS);
    }

    @Override
    public CartPlan cart(long number, String key) {
        RandomGenerator random = new SplittableRandom(number);
        int size = lines.get((int) (number % lines.size()));
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Add(items(size, random)));
        if (random.nextInt(100) < codePercent) {
            steps.add(new Step.EnterCode(CODE));
        }
        steps.add(new Step.Pay("tok_approve", null));
        return new CartPlan(key, null, key + "@example.org", "Ann Archer", "GB", steps, 0);
    }

    private List<Step.Item> items(int size, RandomGenerator random) {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, skus).boxed().toList());
        return IntStream.range(0, size)
                .mapToObj(i -> {
                    int product = numbers.remove(random.nextInt(numbers.size()));
                    return new Step.Item(sku(product), 1 + random.nextInt(MAX_QUANTITY));
                })
                .toList();
    }
}
