package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AttemptFailure.ShortLine;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.ActivityResult;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.CheckoutSettings;
import io.checkoutsuite.cart.checkout.ReversibleActivity;
import io.checkoutsuite.web.http.IdempotentCalls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/** Reserves the stock of all lines, in one call for the whole cart: all of it or none. */
@Component
@RequiredArgsConstructor
class ReserveStock implements ReversibleActivity {

    private final InventoryClient inventory;
    private final ProblemReader problemReader;
    private final CheckoutSettings settings;

    @Override
    public String name() {
        return "reserveStock";
    }

    @Override
    public boolean isIndependent() {
        return true;
    }

    @Override
    public ActivityResult run(Checkout checkout) {
        try {
            IdempotentCalls.retry(
                    () -> inventory.reserve(checkout.tenant(), checkout.requestId(), reservation(checkout)));
            return ActivityResult.done();
        } catch (HttpClientErrorException refused) {
            return problemReader
                    .read(refused, "out-of-stock", InventoryClient.OutOfStock.class)
                    .map(shortage -> outOfStock(checkout, shortage.shortages()))
                    .or(() -> problemReader.contentFailure(
                            refused, FailureType.INVALID_CART_ITEM_CONFIG, name(), "Some lines cannot be reserved"))
                    .map(ActivityResult::refused)
                    .orElseThrow(() -> refused);
        }
    }

    /** A repeated call with the same request id renews the lease of the reservation. */
    @Override
    public ActivityResult extend(Checkout checkout) {
        return run(checkout);
    }

    @Override
    public List<AttemptFailure> preview(Checkout checkout) {
        List<InventoryClient.Shortage> shortages = IdempotentCalls.retry(
                        () -> inventory.preview(checkout.tenant(), new InventoryClient.PreviewRequest(lines(checkout))))
                .shortages();
        return shortages.isEmpty() ? List.of() : List.of(outOfStock(checkout, shortages));
    }

    @Override
    public void compensate(String tenant, String requestId) {
        IdempotentCalls.retry(() -> inventory.release(tenant, requestId));
    }

    private InventoryClient.Reservation reservation(Checkout checkout) {
        return new InventoryClient.Reservation(
                checkout.cart().id(), settings.reservationLease().toSeconds(), lines(checkout));
    }

    /** Does not merge lines of one SKU: the inventory service adds them up, and their sum may exceed the limit of one line. */
    private static List<InventoryClient.Line> lines(Checkout checkout) {
        return checkout.content().lines().stream()
                .map(line -> new InventoryClient.Line(line.sku(), line.quantity()))
                .toList();
    }

    private AttemptFailure outOfStock(Checkout checkout, List<InventoryClient.Shortage> shortages) {
        List<ShortLine> shortLines = shortages.stream()
                .flatMap(shortage -> checkout.content().lines().stream()
                        .filter(line -> line.sku().equals(shortage.sku()))
                        .map(line -> new ShortLine(
                                line.id(), shortage.sku(), shortage.requested(), Math.max(0, shortage.available()))))
                .toList();
        Map<String, String> messages = new LinkedHashMap<>();
        shortLines.forEach(line -> messages.put(
                line.lineId(),
                "Only %d of %s are left, %d were requested".formatted(line.available(), line.sku(), line.requested())));
        return AttemptFailure.of(
                        FailureType.FAILED_INVENTORY_CHECK,
                        name(),
                        shortages.size() == 1
                                ? "There is not enough stock of "
                                        + shortages.getFirst().sku()
                                : "There is not enough stock of " + shortages.size() + " products")
                .withItemMessages(messages)
                .withShortLines(shortLines);
    }
}
