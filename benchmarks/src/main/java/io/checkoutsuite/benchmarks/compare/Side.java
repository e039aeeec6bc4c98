package io.checkoutsuite.benchmarks.compare;

/** Something that can be measured repeatedly. */
@FunctionalInterface
public interface Side {

    Figures measure();
}
