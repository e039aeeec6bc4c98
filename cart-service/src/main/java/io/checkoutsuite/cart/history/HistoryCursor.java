package io.checkoutsuite.cart.history;

import io.checkoutsuite.cart.cart.Cart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the checkout history, which is ordered by cart id and attempt number: everything up to this attempt has been read. Its text has the
 * form of a request id, so the request id of an attempt is also the cursor behind it.
 *
 * @param attempt the number of the attempt, from 1
 */
public record HistoryCursor(String cartId, int attempt) implements Comparable<HistoryCursor> {

    public static final HistoryCursor START = new HistoryCursor("", -1);

    /** More than any number of an attempt. */
    private static final int WHOLE_CART = Integer.MAX_VALUE;

    private static final Pattern NUMBERED = Pattern.compile(".*-[0-9]{1,10}", Pattern.DOTALL);

    /** The order in which the database sorts texts. */
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final Comparator<HistoryCursor> ORDER =
            Comparator.comparing(HistoryCursor::cartId, BY_BYTES).thenComparingInt(HistoryCursor::attempt);

    /** The place behind all attempts of a cart. */
    public static HistoryCursor afterCart(String cartId) {
        return new HistoryCursor(cartId, WHOLE_CART);
    }

    /** Empty unless the text ends with the number of an attempt. */
    public static Optional<HistoryCursor> parse(String text) {
        return NUMBERED.matcher(text).matches() ? Optional.of(of(text)) : Optional.empty();
    }

    /** The place of an attempt that may not exist; an id without a number is before the first attempt of its cart. */
    static HistoryCursor of(String requestId) {
        String cartId = Cart.cartIdOf(requestId);
        return new HistoryCursor(
                cartId,
                NUMBERED.matcher(requestId).matches()
                        ? (int) Math.min(WHOLE_CART, Long.parseLong(requestId.substring(cartId.length() + 1)))
                        : 0);
    }

    /** Whether all attempts of the cart have been read. */
    public boolean isAfterCart() {
        return attempt == WHOLE_CART;
    }

    @Override
    public int compareTo(HistoryCursor other) {
        return ORDER.compare(this, other);
    }

    public String text() {
        return cartId + "-" + attempt;
    }
}
