package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static org.assertj.core.api.Assertions.assertThat;

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
    record Shelf(long onHand, long soft, long hard, long available) {

        static Shelf untouched(long onHand) {
            return new Shelf(onHand, 0, 0, onHand);
        }

        static Shelf sold(long sold, long onHand) {
            return new Shelf(onHand, 0, sold, onHand - sold);
        }
    }

    /** The usage figures of a limited code. */
    record Uses(long limit, long reserved, long committed, long available) {}

    /** Returns a name that is unique among these tests. */
    static String unique(String word) {
        return word + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Adds a new article to the catalog and to the stock, and returns its SKU. */
    static String sells(String word, String price, long onHand) {
        String sku = unique(word);
        stocks(sku, word, price, onHand);
        return sku;
    }

    static void stocks(String sku, String name, String price, long onHand) {
        imported(Call.post(CART, "/catalog/imports"), Map.of("sku", sku, "name", name, "unitPrice", pounds(price)));
        imported(Call.post(INVENTORY, "/stock/imports"), Map.of("sku", sku, "onHand", onHand));
    }

    private static void imported(Call call, Map<String, ?> line) {
        Answer report = call.byOperator()
                .body("application/x-ndjson", Answer.JSON.writeValueAsString(line) + "\n")
                .answer()
                .is(200);
        assertThat(report.number("/imported")).as("%s", report).isEqualTo(1);
    }

    static Map<String, String> pounds(String amount) {
        return Map.of("amount", amount, "currency", "GBP");
    }

    /** Creates a code for ten percent off an order with a limit on its total uses. */
    static String tenPercentOff(long maxUses) {
        String offer = unique("ten-percent");
        Call.put(OFFER, "/offers/" + offer)
                .byOperator()
                .json(Map.of("name", "Ten percent off", "kind", "PERCENT", "value", "10", "target", "ORDER"))
                .answer()
                .is(200);
        String code = unique("TEN").toUpperCase(java.util.Locale.ROOT);
        Call.put(OFFER, "/codes/" + code)
                .byOperator()
                .json(Map.of("offerId", offer, "maxUses", maxUses))
                .answer()
                .is(200);
        return code;
    }

    /** Changes the limit on the total uses of the code. */
    static void limits(String code, long maxUses) {
        Call.put(OFFER, "/codes/" + code)
                .byOperator()
                .json(Map.of(
                        "offerId",
                        Call.get(OFFER, "/codes/" + code)
                                .byOperator()
                                .answer()
                                .is(200)
                                .text("/offerId"),
                        "maxUses",
                        maxUses))
                .answer()
                .is(200);
    }

    static Shelf shelf(String sku) {
        Answer stock = Call.get(INVENTORY, "/stock/" + sku).answer().is(200);
        return new Shelf(
                stock.number("/onHand"),
                stock.number("/softReserved"),
                stock.number("/hardReserved"),
                stock.number("/available"));
    }

    static Uses uses(String code) {
        Answer answer = Call.get(OFFER, "/codes/" + code).byOperator().answer().is(200);
        return new Uses(
                answer.number("/uses/limit"),
                answer.number("/uses/reserved"),
                answer.number("/uses/committed"),
                answer.number("/uses/available"));
    }

    /** Returns the reasons for which inventory and offers released the stock and the uses of an attempt. */
    static List<String> whyReleased(String requestId) {
        return Stream.of(Call.get(INVENTORY, "/reservations/" + requestId), Call.get(OFFER, "/uses/" + requestId))
                .map(call -> call.byOperator().answer().is(200).text("/reason"))
                .toList();
    }

    /** Reserves stock under a request id, as the cart service does. */
    static Answer reserves(String requestId, String sku, long quantity) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("cartId", "cart-of-" + requestId);
        wanted.put("leaseSeconds", 300);
        wanted.put("lines", List.of(Map.of("sku", sku, "quantity", quantity)));
        return Call.put(INVENTORY, "/reservations/" + requestId)
                .byService()
                .json(wanted)
                .answer();
    }
}
