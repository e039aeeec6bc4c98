package io.checkoutsuite.test.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All orders of the elements of a list. */
public final class Permutations {

    private Permutations() {}

    /** All distinct orders; swapping equal elements does not make another order. */
    public static <T> Collection<List<T>> of(List<T> things) {
        Set<List<T>> orders = new LinkedHashSet<>();
        collect(new ArrayList<>(), new ArrayList<>(things), orders);
        return orders;
    }

    private static <T> void collect(List<T> begun, List<T> left, Set<List<T>> orders) {
        if (left.isEmpty()) {
            orders.add(List.copyOf(begun));
        }
        for (T next : new LinkedHashSet<>(left)) {
            begun.addLast(next);
            left.remove(next);
            collect(begun, left, orders);
            begun.removeLast();
            left.add(next);
        }
    }
}
