package io.checkoutsuite.inventory.imports;

import java.util.List;

/** A CSV file's first line does not say which column is which; nothing of the file was read. */
public class UnusableHeader extends RuntimeException {

    private final transient List<Fault> faults;

    UnusableHeader(List<Fault> faults) {
        super("Unusable header: " + faults);
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
