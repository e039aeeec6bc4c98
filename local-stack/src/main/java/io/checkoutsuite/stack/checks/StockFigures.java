package io.checkoutsuite.stack.checks;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A snapshot of all stock figures by SKU. */
public record StockFigures(Map<String, SkuFigures> bySku) {

    /** One SKU's figures in pieces. */
    public record SkuFigures(long onHand, long soft, long hard, long available, boolean tracked) {

        /** @param stock the response of {@code GET /stock/{sku}}, or one item of the list */
        public static SkuFigures of(JsonNode stock) {
            return new SkuFigures(
                    stock.path("onHand").asLong(0),
                    stock.path("softReserved").asLong(0),
                    stock.path("hardReserved").asLong(0),
                    stock.path("available").asLong(0),
                    stock.path("availability").asString("TRACKED").equals("TRACKED"));
        }
    }

    public static StockFigures now(SuiteClient client) {
        return new StockFigures(client.all(Service.INVENTORY, "/stock", client.operator()).stream()
                .collect(Collectors.toMap(
                        stock -> stock.path("sku").asString(""), SkuFigures::of, (first, second) -> first)));
    }

    /** The committed stock by SKU, for later comparison. */
    public ObjectNode hardReserved() {
        ObjectNode hard = SuiteClient.JSON.createObjectNode();
        bySku.forEach((sku, figures) -> {
            if (figures.hard() != 0) {
                hard.put(sku, figures.hard());
            }
        });
        return hard;
    }
}
