package io.checkoutsuite.cart.remote;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AttemptFailure.ShortLine;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.CheckoutSettings;
import io.checkoutsuite.cart.checkout.Outcome;
import io.checkoutsuite.cart.checkout.ReversibleActivity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/** Takes every line's stock softly, in one call for the whole cart: all of it or none. */
@Component
@RequiredArgsConstructor
class ReserveStock implements ReversibleActivity {

    private final InventoryClient inventory;
    private final Refusals refusals;
    private final CheckoutSettings settings;

    @Override
    public String name() {
        return "reserveStock";
    }

    @Override
    public Outcome run(Checkout checkout) {
        try {
            Retries.idempotent(() -> inventory.reserve(checkout.tenant(), checkout.requestId(), reservation(checkout)));
            return Outcome.done();
        } catch (HttpClientErrorException.Conflict refused) {
            return refusals.read(refused, "out-of-stock", InventoryClient.OutOfStock.class)
                    .map(shortage -> Outcome.refused(outOfStock(checkout, shortage.shortages())))
                    .orElseThrow(() -> refused);
        }
    }

    /** The same request again renews the lease of what it holds. */
    @Override
    public Outcome extend(Checkout checkout) {
        return run(checkout);
    }

    @Override
    public void undo(String tenant, String requestId) {
        Retries.idempotent(() -> inventory.release(tenant, requestId));
    }

    private InventoryClient.Reservation reservation(Checkout checkout) {
        Map<String, Long> pieces = checkout.content().lines().stream()
                .collect(groupingBy(CartLine::sku, LinkedHashMap::new, summingLong(CartLine::quantity)));
        return new InventoryClient.Reservation(
                checkout.cart().id(),
                settings.reservationLease().toSeconds(),
                pieces.entrySet().stream()
                        .map(sku -> new InventoryClient.Line(sku.getKey(), sku.getValue()))
                        .toList());
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
                "Only %d of %s are left, %d were asked for".formatted(line.available(), line.sku(), line.requested())));
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
