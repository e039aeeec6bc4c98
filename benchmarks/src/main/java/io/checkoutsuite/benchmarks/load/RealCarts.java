package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.CartFile;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CatalogFile;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.SuiteClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sales of a file of invoices, again from the first one after the last one. Stock is plenty, and sales that the suite would refuse to put into a cart
 * are left out: those with more lines than a cart may have, or with products without a price.
 */
public final class RealCarts implements Workload {

    private static final int MAX_LINES = 1_000;
    private static final int LINES_PER_REQUEST = 500;
    private static final long PLENTY = 1_000_000_000L;

    private final Path file;
    private final CatalogFile catalog;
    private final List<CartFile.Invoice> sales;

    /** @param file as for {@code ./suite run} */
    public RealCarts(Path file) {
        this.file = file;
        CartFile carts = new CartFile(file);
        catalog = CatalogFile.read(carts.catalog());
        Set<String> sold =
                catalog.products().stream().map(CatalogFile.Product::sku).collect(Collectors.toSet());
        sales = carts.invoices(invoice -> canBeBought(invoice, sold), Integer.MAX_VALUE);
        if (sales.isEmpty()) {
            throw new IllegalArgumentException(file + " has no sales.");
        }
    }

    private static boolean canBeBought(CartFile.Invoice invoice, Set<String> sold) {
        return (invoice.kind() == null || invoice.kind().equals("sale"))
                && invoice.lines().size() <= MAX_LINES
                && invoice.lines().stream().allMatch(item -> sold.contains(item.sku()) && item.quantity() > 0);
    }

    @Override
    public void open(SuiteClient client) {
        client.importAll(Service.CART, "/catalog/imports", catalog.forCatalog());
        client.importAll(Service.INVENTORY, "/stock/imports", catalog.forStock(saleUnits -> PLENTY));
    }

    @Override
    public List<Integer> lines() {
        return sales.stream().map(sale -> sale.lines().size()).toList();
    }

    @Override
    public String describe() {
        return sales.size() + " sales of " + file.getFileName();
    }

    @Override
    public CartPlan cart(long number, String key) {
        CartFile.Invoice sale = sales.get((int) (number % sales.size()));
        List<Step> steps = new ArrayList<>();
        List<Step.Item> lines = sale.lines();
        for (int from = 0; from < lines.size(); from += LINES_PER_REQUEST) {
            steps.add(new Step.Add(lines.subList(from, Math.min(lines.size(), from + LINES_PER_REQUEST))));
        }
        steps.add(new Step.Pay("tok_approve", null));
        return new CartPlan(key, null, key + "@example.org", "Ann Archer", "GB", steps, 0);
    }
}
