package io.checkoutsuite.stack.carts;

import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing a buyer does. */
public sealed interface Step {

    /** Puts things into the cart. */
    record Add(List<Item> items) implements Step {}

    /** Asks for another quantity of what the cart's first line sells. */
    record ChangeFirstLine(long quantity) implements Step {}

    record EnterCode(String code) implements Step {}

    /** @param amount null means all that is open */
    record Pay(String token, @Nullable Money amount) implements Step {}

    record TakeBackPayments() implements Step {}

    record Submit(Click click) implements Step {}

    /** A thing and how many of it. */
    @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
    record Item(String sku, long quantity) {}

    /** How the button is pressed. */
    enum Click {
        ONCE,
        /** Two equal submits at the same moment. */
        TWICE_AT_ONCE,
        /** The same submit once more after its answer. */
        AGAIN
    }
}
