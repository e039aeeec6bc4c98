package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.Stock;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.inventory.stock.StockLevel;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows stock levels. */
@RestController
@RequiredArgsConstructor
class StockController {

    private final Stock stock;

    record AvailabilityRequest(
            @NotEmpty @Size(max = Limits.LINES) List<@NotBlank @ValidSku String> skus) {}

    record AvailabilityResponse(List<StockResponse> items, List<String> unknown) {}

    @Operation(summary = "Returns the stock level of a SKU")
    @GetMapping("/stock/{sku}")
    StockResponse readStock(
            Caller caller,
            @PathVariable String sku,
            @RequestParam(defaultValue = StockKey.DEFAULT_LOCATION) String location) {
        return stock.find(StockKeys.key(caller, location, sku))
                .map(StockResponse::of)
                .orElseThrow(() -> ProblemException.notFound("stock"));
    }

    @Operation(summary = "Returns the stock levels of several SKUs")
    @PostMapping("/availability")
    AvailabilityResponse readAvailability(Caller caller, @Valid @RequestBody AvailabilityRequest request) {
        List<StockKey> keys = request.skus().stream()
                .map(sku -> StockKey.of(caller.tenant(), sku))
                .distinct()
                .toList();
        Map<StockKey, StockLevel> known =
                stock.findAll(keys).stream().collect(Collectors.toMap(StockLevel::key, Function.identity()));
        return new AvailabilityResponse(
                keys.stream()
                        .flatMap(key -> Stream.ofNullable(known.get(key)))
                        .map(StockResponse::of)
                        .toList(),
                keys.stream()
                        .filter(key -> !known.containsKey(key))
                        .map(StockKey::sku)
                        .toList());
    }

    @Operation(summary = "Lists the stock levels of all SKUs")
    @GetMapping("/stock")
    Page<StockResponse> listStock(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam Map<String, String> parameters) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of());
        int size = Page.limit(limit);
        StockKey from = after == null ? null : StockCursorCodec.decode(caller.tenant(), after);
        return Page.of(stock.page(caller.tenant(), from, size + 1), size, level -> StockCursorCodec.encode(level.key()))
                .map(StockResponse::of);
    }
}
