package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Submits a file's carts, several at a time; skips the carts that an earlier run completed. */
@RequiredArgsConstructor
public final class CartsRun {

    private static final int LINES_PER_REQUEST = 500;
    private static final int WATCHED = 20;
    private static final int MAX_RETRIES = 5;

    private final SuiteClient client;
    private final ProgressFile progress;
    private final String id;
    private final Throttle throttle;

    /**
     * The load of a run.
     *
     * @param concurrency maximum number of concurrent carts
     * @param perSecond maximum number of carts started per second; 0 for no limit
     */
    public record Throttle(int concurrency, double perSecond) {}

    /** Receives the carts of a run as they complete. */
    @FunctionalInterface
    public interface Listener {
        void done(CartRecord cart);
    }

    /** @return how many carts this run submitted */
    public int submit(List<CartFile.Invoice> invoices, Listener listener) {
        Set<String> before = progress.done().keySet();
        List<CartFile.Invoice> open = invoices.stream()
                .filter(invoice -> !before.contains(key(invoice)))
                .toList();
        long began = System.nanoTime();
        AtomicInteger begun = new AtomicInteger();
        Parallel.map(IntStream.range(0, open.size()).boxed().toList(), throttle.concurrency(), number -> {
            waitForTurn(began, begun.getAndIncrement());
            CartRecord cart = submit(open.get(number), number % WATCHED == 0);
            progress.note(cart);
            listener.done(cart);
            return cart.key();
        });
        return open.size();
    }

    private void waitForTurn(long began, int number) {
        if (throttle.perSecond() > 0) {
            long turn = (long) (number / throttle.perSecond() * 1e9);
            long wait = began + turn - System.nanoTime();
            if (wait > 0) {
                Pause.of(Duration.ofNanos(wait));
            }
        }
    }

    /** Only a sample is watched until all services have applied the outcome: watching a cart costs more than selling it. */
    private CartRecord submit(CartFile.Invoice invoice, boolean watched) {
        CartRecord cart = Buyer.buy(client, plan(invoice));
        return watched ? new ConvergenceWatch(client).watch(cart, System.nanoTime()) : cart;
    }

    public String key(CartFile.Invoice invoice) {
        return id + "-" + invoice.invoiceNo();
    }

    private CartPlan plan(CartFile.Invoice invoice) {
        @Nullable String customer = invoice.customerId();
        String person = customer == null ? "guest-" + invoice.invoiceNo() : "customer-" + customer;
        List<Step> steps = new ArrayList<>();
        List<Step.Item> lines = invoice.lines();
        for (int from = 0; from < lines.size(); from += LINES_PER_REQUEST) {
            steps.add(new Step.Add(lines.subList(from, Math.min(lines.size(), from + LINES_PER_REQUEST))));
        }
        steps.add(new Step.Pay("tok_approve", null));
        steps.add(new Step.Submit(Step.Click.ONCE));
        return new CartPlan(
                key(invoice),
                customer,
                person + "@example.org",
                person,
                Countries.code(invoice.country()),
                steps,
                MAX_RETRIES);
    }
}
