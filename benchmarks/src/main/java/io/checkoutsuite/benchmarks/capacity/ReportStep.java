package io.checkoutsuite.benchmarks.capacity;

import java.util.Locale;

/** The steps of {@code scripts/benchmark-report} whose results are used. */
enum ReportStep {
    /** Each service in a process of its own. */
    PROCESSES,
    /** Everything in one JVM. */
    SEQUENCE,
    /** The suite on one processor. */
    ONE_PROCESSOR,
    /** The suite on two processors. */
    TWO_PROCESSORS,
    /** One product that everybody buys. */
    HOT,
    /** A single buyer, who never competes with others. */
    ONE_BUYER;

    /** For instance {@code one-buyer}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The file in the directory of the report. */
    String file() {
        return id() + ".json";
    }
}
