package io.checkoutsuite.stack.demo;

import static io.checkoutsuite.stack.demo.Story.Ending.EITHER;
import static io.checkoutsuite.stack.demo.Story.Ending.REFUSAL;
import static io.checkoutsuite.stack.demo.Story.customer;
import static io.checkoutsuite.stack.demo.Story.guest;

import java.util.List;
import java.util.stream.IntStream;

/** The demo's stories: one cart each. */
final class Stories {

    private Stories() {}

    /** @param luckyCode a code that may be used three times */
    static List<Story> all(String luckyCode) {
        return List.of(
                guest("A guest buys one mug")
                        .adds("MUG-BLUE", 1)
                        .pays("tok_approve")
                        .submits(),
                guest("A guest fills a basket")
                        .adds("TEA-ASSAM", 2, "TEA-MINT", 1, "HONEY-HEATHER", 1)
                        .pays("tok_approve")
                        .submits(),
                customer("A customer lays the table")
                        .adds("PLATE-DINNER", 6, "PLATE-SIDE", 6, "BOWL-SOUP", 6, "MUG-GREEN", 6)
                        .pays("tok_approve")
                        .submits(),
                customer("A café buys in bulk")
                        .adds("MUG-BLUE", 48, "MUG-GREEN", 48, "TEA-ASSAM", 60, "CANDLE-BEE", 120)
                        .pays("tok_approve")
                        .submits(),
                guest("The same towel on two lines")
                        .adds("TOWEL-TEA", 2, "TOWEL-TEA", 3)
                        .pays("tok_approve")
                        .submits(),
                guest("A gift, wrapped (wrapping never runs out)")
                        .adds("CLOCK-WALL", 1, "WRAP-GIFT", 1)
                        .pays("tok_approve")
                        .submits(),
                guest("A coupon")
                        .adds("APRON-LINEN", 1, "TOWEL-TEA", 2)
                        .enters("SAVE10")
                        .pays("tok_approve")
                        .submits(),
                customer("A coupon, typed in lower case")
                        .adds("BOARD-OAK", 1)
                        .enters("save10")
                        .pays("tok_approve")
                        .submits(),
                customer("Two coupons, one for teapots only")
                        .adds("TEAPOT-2", 1, "TEA-ASSAM", 1)
                        .enters("TEATIME")
                        .enters("SAVE10")
                        .pays("tok_approve")
                        .submits(),
                guest("A basket big enough for 5.00 off")
                        .adds("LAMP-DESK", 1, "BOARD-OAK", 1)
                        .pays("tok_approve")
                        .submits(),
                guest("An unknown coupon, then without it")
                        .adds("CANDLE-BEE", 3)
                        .enters("NO-SUCH-CODE")
                        .pays("tok_approve")
                        .submits(),
                lucky(luckyCode, 1),
                lucky(luckyCode, 2),
                lucky(luckyCode, 3),
                lucky(luckyCode, 4),
                guest("A declined card")
                        .adds("KNIFE-BREAD", 1)
                        .pays("tok_decline_hard")
                        .submits()
                        .endsIn(REFUSAL),
                guest("A declined card, then another one")
                        .adds("KNIFE-BREAD", 1)
                        .pays("tok_decline_soft")
                        .submits()
                        .removesPayments()
                        .pays("tok_approve")
                        .submits(),
                customer("A declined card with a coupon")
                        .adds("TEAPOT-6", 1)
                        .enters("SAVE10")
                        .pays("tok_decline_hard")
                        .submits()
                        .endsIn(REFUSAL),
                guest("More log baskets than in stock")
                        .adds("BASKET-LOG", 500)
                        .pays("tok_approve")
                        .submits()
                        .endsIn(REFUSAL),
                guest("Too many baskets, then just one")
                        .adds("BASKET-LOG", 500)
                        .pays("tok_approve")
                        .submits()
                        .removesPayments()
                        .wantsOnly(1)
                        .pays("tok_approve")
                        .submits(),
                guest("A product that is not sold")
                        .adds("UNICORN", 1)
                        .pays("tok_approve")
                        .submits()
                        .endsIn(REFUSAL),
                stool(1),
                stool(2),
                stool(3),
                stool(4),
                stool(5),
                guest("A double-clicked submit")
                        .adds("BOWL-SOUP", 2)
                        .pays("tok_approve")
                        .doubleClicks(),
                customer("A double click, and a coupon")
                        .adds("PLATE-SIDE", 4)
                        .enters("SAVE10")
                        .pays("tok_approve")
                        .doubleClicks(),
                guest("A double-clicked submit, card declined")
                        .adds("BOWL-SOUP", 2)
                        .pays("tok_decline_hard")
                        .doubleClicks()
                        .endsIn(REFUSAL),
                guest("The same submit sent again")
                        .adds("TEA-MINT", 4)
                        .pays("tok_approve")
                        .submitsTheSameAgain(),
                customer("Paid with two cards and captured")
                        .adds("LAMP-DESK", 1)
                        .pays("tok_approve", "50.00")
                        .pays("tok_approve")
                        .submits()
                        .isCaptured(),
                guest("Paid with three cards")
                        .adds("BASKET-LOG", 1)
                        .pays("tok_approve", "20.00")
                        .pays("tok_approve", "20.00")
                        .pays("tok_approve")
                        .submits(),
                guest("Two cards, the second is declined")
                        .adds("LAMP-DESK", 1)
                        .pays("tok_approve", "29.00")
                        .pays("tok_decline_hard")
                        .submits()
                        .endsIn(REFUSAL),
                guest("Only half is paid")
                        .adds("TEAPOT-2", 1)
                        .pays("tok_approve", "14.50")
                        .submits()
                        .endsIn(REFUSAL),
                guest("Nothing is paid").adds("MUG-GREEN", 1).submits().endsIn(REFUSAL),
                guest("A slow gateway")
                        .adds("HONEY-HEATHER", 2)
                        .pays("tok_slow")
                        .submits()
                        .endsIn(EITHER),
                customer("The gateway's response is lost")
                        .adds("BOARD-OAK", 1)
                        .pays("tok_timeout_after")
                        .submits()
                        .endsIn(EITHER),
                guest("The request never reaches the gateway")
                        .adds("BOARD-OAK", 1)
                        .pays("tok_timeout_before")
                        .submits()
                        .endsIn(EITHER),
                guest("The gateway is down")
                        .adds("CLOCK-WALL", 1)
                        .pays("tok_down")
                        .submits()
                        .endsIn(REFUSAL),
                guest("The gateway asks the buyer, who confirms")
                        .adds("BOARD-OAK", 1)
                        .pays("tok_3ds")
                        .submits(),
                guest("The gateway asks the buyer, who does not")
                        .adds("BOARD-OAK", 1)
                        .refusesToConfirm()
                        .pays("tok_3ds")
                        .submits()
                        .endsIn(REFUSAL),
                customer("The gateway approves three seconds later")
                        .adds("MUG-GREEN", 1)
                        .pays("tok_pending")
                        .submits(),
                customer("One candle at the end")
                        .adds("CANDLE-BEE", 1)
                        .pays("tok_approve")
                        .submits());
    }

    /** Returns the given number of stories, starting again from the first if there are not enough. */
    static List<Story> some(String luckyCode, int number) {
        List<Story> all = all(luckyCode);
        return IntStream.range(0, number).mapToObj(i -> all.get(i % all.size())).toList();
    }

    private static Story lucky(String code, int buyer) {
        return guest("A coupon for the first three, buyer " + buyer)
                .adds("CANDLE-BEE", 6)
                .enters(code)
                .pays("tok_approve")
                .submits()
                .endsIn(EITHER);
    }

    private static Story stool(int buyer) {
        return guest("One of the last three stools, buyer " + buyer)
                .adds("STOOL-ASH", 1)
                .pays("tok_approve")
                .submits()
                .endsIn(EITHER);
    }
}
