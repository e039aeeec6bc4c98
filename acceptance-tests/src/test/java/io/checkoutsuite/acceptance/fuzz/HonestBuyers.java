package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;

/** Buyers who do everything right and expect what they pay for. */
@RequiredArgsConstructor
final class HonestBuyers {

    static final String MARK = "honest-";

    private static final int ARTICLES = 6;
    private static final String CODE = "HONEST";
    private static final String RARE_CODE = "HONEST-RARE";
    private static final String RARE = MARK + "rare";

    private final SuiteClient client;
    private final Findings findings;
    private final AtomicLong number = new AtomicLong();
    private final List<CartRecord> records = new CopyOnWriteArrayList<>();

    void openShop() {
        List<String> skus = new ArrayList<>(
                IntStream.range(0, ARTICLES).mapToObj(i -> MARK + i).toList());
        skus.add(RARE);
        client.importAll(
                Service.CART,
                "/catalog/imports",
                skus.stream()
                        .map(sku -> Map.of("sku", sku, "name", "Honest", "unitPrice", ValidRequests.pounds("3.50")))
                        .toList());
        client.importAll(
                Service.INVENTORY,
                "/stock/imports",
                skus.stream()
                        .map(sku -> Map.of("sku", sku, "onHand", sku.equals(RARE) ? 15 : 10_000_000))
                        .toList());
        client.importAll(
                Service.OFFER,
                "/offers/imports",
                List.of(
                        Map.of(
                                "offerId", "honest", "name", "Honest", "kind", "PERCENT", "value", "10", "target",
                                "ORDER"),
                        Map.of("offerId", "honest", "code", CODE),
                        Map.of("offerId", "honest", "code", RARE_CODE, "maxUses", 10)));
    }

    /** Buys one cart. Its outcome does not depend on other buyers, except that the rare article and code go to whoever is first. */
    void next(Random random) {
        List<Step> steps = new ArrayList<>();
        boolean rare = random.nextInt(6) == 0;
        steps.add(new Step.Add(
                List.of(new Step.Item(rare ? RARE : MARK + random.nextInt(ARTICLES), 1 + random.nextInt(2)))));
        if (random.nextBoolean()) {
            steps.add(new Step.Add(List.of(new Step.Item(MARK + random.nextInt(ARTICLES), 1))));
        }
        boolean rareCode = random.nextInt(8) == 0;
        if (rareCode || random.nextInt(3) == 0) {
            steps.add(new Step.EnterCode(rareCode ? RARE_CODE : CODE));
        }
        if (random.nextInt(4) == 0) {
            steps.add(new Step.Pay("tok_decline_hard", null));
            steps.add(new Step.Submit(Step.Click.ONCE));
            steps.add(new Step.RemovePayments());
        }
        steps.add(new Step.Pay(random.nextInt(8) == 0 ? "tok_timeout_after" : "tok_approve", null));
        steps.add(new Step.Submit(Step.Click.values()[random.nextInt(Step.Click.values().length)]));
        long mine = number.incrementAndGet();
        CartRecord record = Buyer.buy(
                client,
                new CartPlan(
                        MARK + mine,
                        random.nextBoolean() ? "honest-" + random.nextInt(20) : null,
                        "honest" + mine + "@example.org",
                        "Honest Buyer",
                        "GB",
                        steps,
                        0));
        records.add(record);
        if (!rare && !rareCode && record.order().isEmpty()) {
            findings.add("an honest buyer got no order but " + record.refusal(), record + "\n" + steps);
        }
        record.attempts().stream()
                .map(Attempt::failure)
                .filter(failure -> failure != null
                        && failure.toLowerCase(java.util.Locale.ROOT).contains("unavailable"))
                .forEach(failure -> findings.add("an honest buyer received " + failure, record.toString()));
    }

    List<CartRecord> records() {
        return List.copyOf(records);
    }

    static boolean ownsSku(String sku) {
        return sku.startsWith(MARK);
    }

    static boolean ownsCode(String code) {
        return code.startsWith(CODE);
    }
}
