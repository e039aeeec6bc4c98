package io.checkoutsuite.inventory.imports;

/** How a file of stock counts is written. */
public enum LineFormat {
    /** A header line, then one count a line. */
    CSV,
    /** One JSON object a line. */
    NDJSON
}
