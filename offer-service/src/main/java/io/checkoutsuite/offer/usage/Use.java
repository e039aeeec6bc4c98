package io.checkoutsuite.offer.usage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * That an order makes use of an offer.
 *
 * @param code the code that opened the offer, in canonical form; null for an automatic one
 */
public record Use(String offerId, @Nullable String code) {

    /** Neither ids nor codes contain these two. */
    private static final String BETWEEN = ",";

    private static final String CODE = "|";

    /** All uses in one line of text, as a request remembers them; equal for equal uses in whatever order. */
    static String text(List<Use> uses) {
        return uses.stream()
                .map(use -> use.code == null ? use.offerId : use.offerId + CODE + use.code)
                .sorted()
                .collect(Collectors.joining(BETWEEN));
    }

    static List<Use> parse(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(BETWEEN))
                        .map(use -> use.split("\\" + CODE, 2))
                        .map(parts -> new Use(parts[0], parts.length == 1 ? null : parts[1]))
                        .toList();
    }
}
