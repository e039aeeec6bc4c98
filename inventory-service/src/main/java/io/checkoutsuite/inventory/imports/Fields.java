package io.checkoutsuite.inventory.imports;

import java.util.List;
import java.util.Map;

/** A line taken apart: either its fields as text, by name, or why it could not be. */
sealed interface Fields {

    record Named(Map<String, String> values) implements Fields {}

    record Unreadable(List<Fault> faults) implements Fields {}

    static Fields unreadable(String code, String message) {
        return new Unreadable(List.of(new Fault(code, message)));
    }
}
