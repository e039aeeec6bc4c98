package io.checkoutsuite.stack.checks;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A snapshot of all stock figures by SKU. */
public record StockBooks(Map<String, Figures> bySku) {

    /** One SKU's figures in pieces. */
    public record Figures(long onHand, long soft, long hard, long available, boolean tracked) {

        static Figures of(JsonNode stock) {
            return new Figures(
                    stock.path("onHand").asLong(0),
                    stock.path("softReserved").asLong(0),
                    stock.path("hardReserved").asLong(0),
                    stock.path("available").asLong(0),
                    stock.path("availability").asString("TRACKED").equals("TRACKED"));
        }
    }

    public static StockBooks now(SuiteClient client) {
        return new StockBooks(client.all(Service.INVENTORY, "/stock", client.operator()).stream()
                .collect(Collectors.toMap(
                        stock -> stock.path("sku").asString(""), Figures::of, (first, second) -> first)));
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
