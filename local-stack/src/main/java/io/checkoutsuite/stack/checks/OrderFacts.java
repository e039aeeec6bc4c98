package io.checkoutsuite.stack.checks;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One order as stored by the order service; quantities are pieces by SKU. */
public record OrderFacts(
        String number,
        String requestId,
        BigDecimal total,
        BigDecimal paid,
        Map<String, Long> quantities,
        boolean discounted) {

    static OrderFacts of(JsonNode order) {
        JsonNode content = order.has("cart") ? order.path("cart") : order;
        Map<String, Long> quantities = new HashMap<>();
        for (JsonNode line : content.path("lines")) {
            quantities.merge(
                    line.path("sku").asString(""), line.path("quantity").asLong(0), Long::sum);
        }
        BigDecimal paid = BigDecimal.ZERO;
        for (JsonNode payment : order.path("payments")) {
            paid = paid.add(amount(payment.path("amount")));
        }
        String number = order.path("number").asString(order.path("orderNumber").asString(""));
        return new OrderFacts(
                number,
                order.path("requestId").asString(""),
                amount(content.path("totals").path("total")),
                paid,
                quantities,
                !content.path("discounts").isEmpty());
    }

    static BigDecimal amount(JsonNode money) {
        String amount = money.path("amount").asString("");
        return amount.isEmpty() ? BigDecimal.ZERO : new BigDecimal(amount);
    }
}
