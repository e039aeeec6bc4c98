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

/** What the shop of these tests sells, and what it says of its shelves. */
final class Shop {

    private Shop() {}

    /**
     * Pieces of one SKU.
     *
     * @param available to promise
     */
    record Shelf(long onHand, long soft, long hard, long available) {

        static Shelf untouched(long onHand) {
            return new Shelf(onHand, 0, 0, onHand);
        }

        static Shelf sold(long sold, long onHand) {
            return new Shelf(onHand, 0, sold, onHand - sold);
        }
    }

    /** How far a limited code is used up. */
    record Uses(long limit, long reserved, long committed, long available) {}

    /** A name that nobody else in these tests has. */
    static String unique(String word) {
        return word + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Puts a new article into the catalogue and on the shelf, and gives its SKU. */
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

    /** A code that takes ten percent off an order, and how often it may be used in all. */
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

    /** From now on the code may be used so often in all. */
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

    /** Why an attempt holds no stock and no uses any more, as inventory and offers say. */
    static List<String> whyReleased(String requestId) {
        return Stream.of(Call.get(INVENTORY, "/reservations/" + requestId), Call.get(OFFER, "/uses/" + requestId))
                .map(call -> call.byOperator().answer().is(200).text("/reason"))
                .toList();
    }

    /** Holds stock under a request id, as the cart service does. */
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
