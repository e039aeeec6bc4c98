package io.checkoutsuite.stack.demo;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The demo's shop: a small catalogue, its stock and its offers. */
@RequiredArgsConstructor
final class Shop {

    private static final int LUCKY_USES = 3;

    private final SuiteClient client;

    /** Imports the data. Adds the pieces sold by earlier demos to the stock, because they stay on hand until they are shipped. */
    void open(String luckyCode) {
        client.importAll(Service.CART, "/catalog/imports", documents("catalog"));
        StockFigures figures = StockFigures.now(client);
        List<JsonNode> stock = documents("stock");
        stock.forEach(document -> restock((ObjectNode) document, figures));
        client.importAll(Service.INVENTORY, "/stock/imports", stock);
        List<Object> offers = new ArrayList<>(documents("offers"));
        offers.add(Map.of("code", luckyCode, "offerId", "save-10", "maxUses", LUCKY_USES));
        client.importAll(Service.OFFER, "/offers/imports", offers);
    }

    private static void restock(ObjectNode document, StockFigures figures) {
        StockFigures.SkuFigures former =
                figures.bySku().get(document.path("sku").asString(""));
        if (former != null && former.tracked()) {
            document.put("onHand", document.path("onHand").asLong(0) + former.hard() + former.soft());
        }
    }

    private static List<JsonNode> documents(String name) {
        try (InputStream file =
                Objects.requireNonNull(Shop.class.getResourceAsStream("/demo/" + name + ".ndjson"), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(SuiteClient.JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
