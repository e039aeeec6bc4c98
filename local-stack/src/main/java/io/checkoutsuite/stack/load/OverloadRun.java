package io.checkoutsuite.stack.load;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Measures how many submits per second a running stack completes, then offers one, two and three times that rate for a while and prints the
 * outcomes. The load is open: like real buyers, it does not wait for a response before it sends the next submit.
 */
public final class OverloadRun {

    private static final String SKU = "OVERLOAD";
    private static final int BUYERS_AT_ONCE = 16;
    private static final List<Integer> CLOSED_LOADS = List.of(16, 32, 64);

    private final SuiteClient client;
    private final Duration each;
    private final String name = Long.toString(System.currentTimeMillis(), 36);
    private final AtomicInteger carts = new AtomicInteger();

    private OverloadRun(SuiteClient client, Duration each) {
        this.client = client;
        this.each = each;
    }

    /** @param args port of the cart service, duration of each load in seconds */
    public static void main(String[] args) {
        ServiceLogs.writeTo(Path.of(System.getProperty("suite.home", ""), ".suite", "logs", "overload"));
        new OverloadRun(
                        new SuiteClient(new Addresses(Integer.parseInt(args[0]))),
                        Duration.ofSeconds(Integer.parseInt(args[1])))
                .run();
    }

    private void run() {
        client.importAll(
                Service.CART,
                "/catalog/imports",
                List.of(Map.of("sku", SKU, "name", "Mug", "unitPrice", Money.of("4.50", "GBP"))));
        client.importAll(Service.INVENTORY, "/stock/imports", List.of(Map.of("sku", SKU, "onHand", 100_000_000)));
        measured(Math.max(each.toSeconds(), 10) * 40, prepared(500), 0);
        double best = CLOSED_LOADS.stream().mapToDouble(this::closed).max().orElseThrow();
        print("| offered | submits/s | orders/s | of the best | refused with 429 or 503 | other | median | 95 % |"
                + " health: worst, not 200 |");
        print("|---|---|---|---|---|---|---|---|---|");
        for (int times = 1; times <= 3; times++) {
            double rate = best * times;
            print(measured(Math.round(rate * each.toSeconds()), prepared((int) (rate * each.toSeconds())), rate)
                    .row(times, rate, best));
        }
    }

    /** Orders per second with this many buyers that each wait for the response. */
    private double closed(int buyers) {
        List<CartSession> ready = List.copyOf(prepared(1_000));
        long began = System.nanoTime();
        long done = Parallel.map(ready, buyers, this::submit).stream()
                .filter(ServiceResponse::ok)
                .count();
        double rate = done / ((System.nanoTime() - began) / 1e9);
        print(String.format(Locale.ROOT, "%d buyers who wait for each response: %.1f orders/s", buyers, rate));
        return rate;
    }

    private LinkedBlockingDeque<CartSession> prepared(int many) {
        return new LinkedBlockingDeque<>(Parallel.map(
                IntStream.range(0, many).boxed().toList(), BUYERS_AT_ONCE, i -> Buyer.prepare(client, plan())));
    }

    private CartPlan plan() {
        String key = "overload-" + name + "-" + carts.incrementAndGet();
        return new CartPlan(
                key,
                null,
                key + "@example.org",
                "Load",
                "GB",
                List.of(new Step.Add(List.of(new Step.Item(SKU, 1))), new Step.Pay("tok_approve", null)),
                0);
    }

    private ServiceResponse submit(CartSession cart) {
        return cart.submit("submit-" + cart.cartId());
    }

    /** The outcomes of the submits of one load. */
    private static final class Outcome {

        private final AtomicInteger orders = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger others = new AtomicInteger();
        private final AtomicInteger unhealthy = new AtomicInteger();
        private final AtomicLong worstHealth = new AtomicLong();
        private final Queue<Long> millis = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private double seconds;

        String row(int times, double offered, double best) {
            List<Long> sorted = millis.stream().sorted().toList();
            return String.format(
                    Locale.ROOT,
                    "| %d× | %.1f | %.1f | %.0f %% | %d | %d | %d ms | %d ms | %d ms, %d |",
                    times,
                    offered,
                    orders.get() / seconds,
                    100 * orders.get() / seconds / best,
                    refused.get(),
                    others.get(),
                    sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2),
                    sorted.isEmpty() ? 0 : sorted.get(sorted.size() * 95 / 100),
                    worstHealth.get(),
                    unhealthy.get());
        }
    }

    /** @param rate submits per second; 0 for as fast as a few buyers get their responses */
    private Outcome measured(long max, LinkedBlockingDeque<CartSession> ready, double rate) {
        Outcome outcome = new Outcome();
        long began = System.nanoTime();
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread.startVirtualThread(() -> watch(outcome));
            if (rate == 0) {
                Parallel.map(List.copyOf(ready), BUYERS_AT_ONCE, this::submit);
            } else {
                for (long i = 0; i < max && !ready.isEmpty(); i++) {
                    LockSupport.parkNanos(began + (long) (i * 1e9 / rate) - System.nanoTime());
                    CartSession cart = ready.poll();
                    if (cart != null) {
                        buyers.submit(() -> note(cart, outcome));
                    }
                }
            }
            buyers.shutdown();
            outcome.seconds = (System.nanoTime() - began) / 1e9;
            buyers.close();
            outcome.seconds = Math.max(outcome.seconds, (System.nanoTime() - began) / 1e9);
            outcome.over.set(true);
        }
        return outcome;
    }

    private void note(CartSession cart, Outcome outcome) {
        long began = System.nanoTime();
        try {
            ServiceResponse response = submit(cart);
            if (response.ok()) {
                outcome.orders.incrementAndGet();
                outcome.millis.add((System.nanoTime() - began) / 1_000_000);
            } else if (response.status() == 503 || response.status() == 429) {
                outcome.refused.incrementAndGet();
            } else {
                outcome.others.incrementAndGet();
            }
        } catch (RuntimeException unreachable) {
            outcome.others.incrementAndGet();
        }
    }

    private void watch(Outcome outcome) {
        while (!outcome.over.get()) {
            long began = System.nanoTime();
            ServiceResponse response = client.get(Service.CART, "/actuator/health", Credentials.NONE);
            outcome.worstHealth.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
            if (response.status() != 200) {
                outcome.unhealthy.incrementAndGet();
            }
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
