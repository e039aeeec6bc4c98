package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Fills the catalog, the stock and the offers of these tests, and reads their figures. */
final class Shop {

    private Shop() {}

    /**
     * The stock figures of one SKU.
     *
     * @param available the pieces that are available to promise
     */
    record StockLevel(long onHand, long soft, long hard, long available) {

        static StockLevel untouched(long onHand) {
            return new StockLevel(onHand, 0, 0, onHand);
        }

        static StockLevel sold(long sold, long onHand) {
            return new StockLevel(onHand, 0, sold, onHand - sold);
        }
    }

    /** The usage figures of a limited code. */
    record Uses(long limit, long reserved, long committed, long available) {}

    /** Returns a name that is unique among these tests. */
    static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Adds a new article to the catalog and to the stock, and returns its SKU. */
    static String sells(String name, String price, long onHand) {
        String sku = unique(name);
        stocks(sku, name, price, onHand);
        return sku;
    }

    static void stocks(String sku, String name, String price, long onHand) {
        imported(Api.post(CART, "/catalog/imports"), Map.of("sku", sku, "name", name, "unitPrice", pounds(price)));
        imported(Api.post(INVENTORY, "/stock/imports"), Map.of("sku", sku, "onHand", onHand));
    }

    private static void imported(ApiRequest call, Map<String, ?> line) {
        ApiResponse report = call.byOperator()
                .body("application/x-ndjson", Api.JSON.writeValueAsString(line) + "\n")
                .send()
                .is(200);
        assertThat(report.number("/imported")).as("%s", report).isEqualTo(1);
    }

    static Map<String, String> pounds(String amount) {
        return Map.of("amount", amount, "currency", "GBP");
    }

    /** Creates a code for ten percent off an order with a limit on its total uses. */
    static String tenPercentOff(long maxUses) {
        String offer = offer();
        String code = unique("TEN").toUpperCase(java.util.Locale.ROOT);
        Api.put(OFFER, "/codes/" + code)
                .byOperator()
                .json(Map.of("offerId", offer, "maxUses", maxUses))
                .send()
                .is(200);
        return code;
    }

    /** Creates an offer of ten percent off an order and returns its id. */
    static String offer() {
        String offer = unique("ten-percent");
        Api.put(OFFER, "/offers/" + offer)
                .byOperator()
                .json(Map.of("name", "Ten percent off", "kind", "PERCENT", "value", "10", "target", "ORDER"))
                .send()
                .is(200);
        return offer;
    }

    /** Changes the limit on the total uses of the code. */
    static void limits(String code, long maxUses) {
        Api.put(OFFER, "/codes/" + code)
                .byOperator()
                .json(Map.of(
                        "offerId",
                        Api.get(OFFER, "/codes/" + code)
                                .byOperator()
                                .send()
                                .is(200)
                                .text("/offerId"),
                        "maxUses",
                        maxUses))
                .send()
                .is(200);
    }

    static StockLevel stockLevel(String sku) {
        ApiResponse stock = Api.get(INVENTORY, "/stock/" + sku).send().is(200);
        return new StockLevel(
                stock.number("/onHand"),
                stock.number("/softReserved"),
                stock.number("/hardReserved"),
                stock.number("/available"));
    }

    static Uses uses(String code) {
        ApiResponse response =
                Api.get(OFFER, "/codes/" + code).byOperator().send().is(200);
        return new Uses(
                response.number("/uses/limit"),
                response.number("/uses/reserved"),
                response.number("/uses/committed"),
                response.number("/uses/available"));
    }

    /** Returns the reasons for which inventory and offers released the stock and the uses of an attempt. */
    static List<String> releaseReasons(String requestId) {
        return Stream.of(Api.get(INVENTORY, "/reservations/" + requestId), Api.get(OFFER, "/uses/" + requestId))
                .map(call -> call.byOperator().send().is(200).text("/reason"))
                .toList();
    }

    /** Reserves stock under a request id, as the cart service does. */
    static ApiResponse reserves(String requestId, String sku, long quantity) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cartId", "cart-of-" + requestId);
        body.put("leaseSeconds", 300);
        body.put("lines", List.of(Map.of("sku", sku, "quantity", quantity)));
        return Api.put(INVENTORY, "/reservations/" + requestId)
                .byService()
                .json(body)
                .send();
    }
}
