package io.checkoutsuite.cart.editing;

import java.util.Map;

/**
 * A line that somebody wants in a cart.
 *
 * @param pointer where it stands in the request, for instance {@code /lines/0}
 * @param quantity pieces; 0 means that nothing is wanted
 */
public record WantedLine(String pointer, String sku, long quantity, Map<String, String> attributes) {}
