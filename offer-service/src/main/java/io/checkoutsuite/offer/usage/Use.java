package io.checkoutsuite.offer.usage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The use of an offer by an order.
 *
 * @param code the code that made the offer eligible, in canonical form; null for an automatic offer
 */
public record Use(String offerId, @Nullable String code) {

    /** Neither ids nor codes contain these two separators. */
    private static final String BETWEEN = ",";

    private static final String CODE = "|";

    /** Returns all uses as one text, as stored with a request. The text does not depend on the order of the uses. */
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
