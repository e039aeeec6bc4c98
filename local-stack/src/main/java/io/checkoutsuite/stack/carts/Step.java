package io.checkoutsuite.stack.carts;

import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a buyer's plan. */
public sealed interface Step {

    /** Adds items to the cart. */
    record Add(List<Item> items) implements Step {}

    /** Changes the quantity of the cart's first line. */
    record ChangeFirstLine(long quantity) implements Step {}

    record EnterCode(String code) implements Step {}

    /** @param amount null for the whole open amount */
    record Pay(String token, @Nullable Money amount) implements Step {}

    record RemovePayments() implements Step {}

    record Submit(Click click) implements Step {}

    /** From now on, the buyer confirms no payment for which a gateway asks; otherwise they confirm each. */
    record RefuseToConfirm() implements Step {}

    /** A SKU and a quantity. */
    @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
    record Item(String sku, long quantity) {}

    /** How the submit button is clicked. */
    enum Click {
        ONCE,
        /** Two identical submits at the same time. */
        TWICE_AT_ONCE,
        /** The same submit again after its response. */
        AGAIN
    }
}
