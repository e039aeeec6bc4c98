package io.checkoutsuite.cart.editing;

import java.util.Map;

/**
 * A line as requested.
 *
 * @param pointer its JSON pointer in the request, for instance {@code /lines/0}
 * @param quantity pieces; a line with 0 pieces is ignored
 */
public record LineInput(String pointer, String sku, long quantity, Map<String, String> attributes) {}
