package io.checkoutsuite.inventory.imports;

/** Takes one line of a file apart. */
@FunctionalInterface
interface LineParser {

    Fields parse(String line);
}
