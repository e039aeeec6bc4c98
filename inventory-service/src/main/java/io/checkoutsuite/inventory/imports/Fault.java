package io.checkoutsuite.inventory.imports;

/** One thing that is wrong with a line; the code is stable. */
public record Fault(String code, String message) {}
