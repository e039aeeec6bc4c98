package io.checkoutsuite.stack.demo;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.stack.carts.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * One buyer's story: the steps in order, and the expected ending.
 *
 * @param registered whether the buyer is a registered customer; otherwise a guest
 * @param captured whether the merchant captures the payments after the order
 */
record Story(String title, boolean registered, List<Step> steps, Ending ending, boolean captured) {

    /** The expected ending. */
    enum Ending {
        ORDER,
        REFUSAL,
        /** Depends on other buyers or on the gateway. */
        EITHER;

        boolean fits(boolean ordered) {
            return switch (this) {
                case ORDER -> ordered;
                case REFUSAL -> !ordered;
                case EITHER -> true;
            };
        }
    }

    Story {
        steps = List.copyOf(steps);
    }

    static Story guest(String title) {
        return new Story(title, false, List.of(), Ending.ORDER, false);
    }

    static Story customer(String title) {
        return new Story(title, true, List.of(), Ending.ORDER, false);
    }

    /** @param things alternating SKUs and quantities */
    Story adds(Object... things) {
        List<Step.Item> items = new ArrayList<>();
        for (int i = 0; i < things.length; i += 2) {
            items.add(new Step.Item((String) things[i], ((Integer) things[i + 1]).longValue()));
        }
        return and(new Step.Add(items));
    }

    Story wantsOnly(long quantity) {
        return and(new Step.ChangeFirstLine(quantity));
    }

    Story enters(String code) {
        return and(new Step.EnterCode(code));
    }

    Story pays(String token) {
        return and(new Step.Pay(token, null));
    }

    Story pays(String token, String amount) {
        return and(new Step.Pay(token, Money.of(amount, "GBP")));
    }

    Story refusesToConfirm() {
        return and(new Step.RefuseToConfirm());
    }

    Story removesPayments() {
        return and(new Step.RemovePayments());
    }

    Story submits() {
        return and(new Step.Submit(Step.Click.ONCE));
    }

    Story doubleClicks() {
        return and(new Step.Submit(Step.Click.TWICE_AT_ONCE));
    }

    Story submitsTheSameAgain() {
        return and(new Step.Submit(Step.Click.AGAIN));
    }

    Story endsIn(Ending expected) {
        return new Story(title, registered, steps, expected, captured);
    }

    Story isCaptured() {
        return new Story(title, registered, steps, ending, true);
    }

    private Story and(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Story(title, registered, more, ending, captured);
    }
}
