package io.checkoutsuite.inventory.imports;

import io.checkoutsuite.inventory.stock.Availability;
import io.checkoutsuite.inventory.stock.StockCount;
import io.checkoutsuite.inventory.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one line says: a stock count, or everything that keeps it from being one. */
sealed interface StockLine {

    List<String> NEEDED = List.of("sku", "onHand");
    Set<String> FIELDS = Set.of("sku", "onHand", "safetyStock", "availability", "location");

    long LARGEST_QUANTITY = 1_000_000_000_000L;
    int LONGEST_SKU = 128;

    /** Control characters, and what undecodable bytes turn into. */
    Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\uFFFD]");

    Pattern LOCATION = Pattern.compile("[\\w.-]{1,64}");

    record Counted(StockCount count) implements StockLine {}

    record Refused(List<Fault> faults) implements StockLine {}

    static StockLine of(Fields fields) {
        return switch (fields) {
            case Fields.Unreadable(var faults) -> new Refused(faults);
            case Fields.Named(var values) -> checked(values);
        };
    }

    private static StockLine checked(Map<String, String> values) {
        List<Fault> faults = new ArrayList<>();
        String sku = values.getOrDefault("sku", "");
        if (sku.isBlank()) {
            faults.add(new Fault("missing", "sku is missing"));
        } else if (sku.length() > LONGEST_SKU) {
            faults.add(new Fault("too-large", "sku has more than " + LONGEST_SKU + " characters"));
        } else if (UNPRINTABLE.matcher(sku).find()) {
            faults.add(new Fault("malformed", "sku has characters that cannot be printed"));
        }
        long onHand = quantity("onHand", values.get("onHand"), faults);
        long safetyStock = quantity("safetyStock", values.getOrDefault("safetyStock", "0"), faults);
        Availability availability = availability(values.getOrDefault("availability", "TRACKED"), faults);
        String location = values.getOrDefault("location", StockKey.DEFAULT_LOCATION);
        if (!LOCATION.matcher(location).matches()) {
            faults.add(new Fault("malformed", "location has letters, digits, '.', '_' and '-' only, at most 64"));
        }
        return faults.isEmpty()
                ? new Counted(new StockCount(sku, location, onHand, safetyStock, availability))
                : new Refused(faults);
    }

    private static long quantity(String name, @Nullable String text, List<Fault> faults) {
        if (text == null) {
            faults.add(new Fault("missing", name + " is missing"));
            return 0;
        }
        try {
            long quantity = Long.parseLong(text);
            if (quantity < 0) {
                faults.add(new Fault("too-small", name + " is negative"));
            } else if (quantity > LARGEST_QUANTITY) {
                faults.add(new Fault("too-large", name + " is more than " + LARGEST_QUANTITY));
            }
            return quantity;
        } catch (NumberFormatException notWhole) {
            faults.add(new Fault("malformed", name + " is not a whole number"));
            return 0;
        }
    }

    private static Availability availability(String text, List<Fault> faults) {
        try {
            return Availability.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            faults.add(new Fault("not-allowed", "availability is TRACKED, ALWAYS or NEVER"));
            return Availability.TRACKED;
        }
    }
}
