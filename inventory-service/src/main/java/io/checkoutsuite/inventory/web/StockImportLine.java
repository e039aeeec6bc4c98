package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.Availability;
import io.checkoutsuite.inventory.stock.StockCount;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line of a stock import. */
record StockImportLine(
        @NotBlank @ValidSku String sku,
        @NotNull @Min(0) @Max(StockImportLine.LARGEST) Long onHand,
        @Nullable @Min(0) @Max(StockImportLine.LARGEST) Long safetyStock,

        @Nullable String availability,

        @Nullable @Pattern(regexp = "[\\w.-]{1,64}", message = "has letters, digits, '.', '_' and '-' only, at most 64")
        String location)
        implements CheckedRequest {

    static final Set<String> COLUMNS = Set.of("sku", "onHand", "safetyStock", "availability", "location");
    static final Set<String> REQUIRED = Set.of("sku", "onHand");

    static final long LARGEST = 1_000_000_000_000L;

    StockCount count() {
        return new StockCount(
                Sku.canonical(sku),
                location == null ? StockKey.DEFAULT_LOCATION : location,
                onHand,
                safetyStock == null ? 0 : safetyStock,
                namedAvailability().orElse(Availability.TRACKED));
    }

    @Override
    public void check(ValidationErrors errors) {
        if (availability != null && namedAvailability().isEmpty()) {
            errors.add("/availability", "not-allowed", "availability must be TRACKED, ALWAYS or NEVER");
        }
    }

    private Optional<Availability> namedAvailability() {
        return Stream.of(Availability.values())
                .filter(known -> known.name().equalsIgnoreCase(availability))
                .findFirst();
    }
}
