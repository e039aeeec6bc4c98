package io.checkoutsuite.test.delivery;

import io.checkoutsuite.test.concurrency.Concurrently;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Applies steps, such as calls and events, in every possible order, each order to a subject of its own.
 *
 * @param subjects creates the subjects, for example carts
 * @param application applies one step to a subject
 * @param rejections the exceptions with which the code under test rejects a step; any other exception fails the test
 */
public record DeliveryBench<S, T>(
        Supplier<S> subjects, BiConsumer<S, T> application, Set<Class<? extends RuntimeException>> rejections) {

    private static final int AT_ONCE = 8;

    /** Runs the check for every distinct order of the steps, several at a time, and returns the subjects. */
    public List<S> inEveryOrder(List<T> steps, BiConsumer<S, List<T>> check) {
        return Concurrently.each(Permutations.of(steps), AT_ONCE, order -> {
            S subject = subjects.get();
            try {
                check.accept(subject, order);
                return subject;
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("In this order: " + order, wrong);
            }
        });
    }

    /** Applies the steps in this order and returns those that were rejected. */
    public List<T> apply(S subject, List<T> steps) {
        List<T> rejected = new ArrayList<>();
        for (T step : steps) {
            try {
                application.accept(subject, step);
            } catch (RuntimeException e) {
                if (!rejections.contains(e.getClass())) {
                    throw e;
                }
                rejected.add(step);
            }
        }
        return rejected;
    }
}
