package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.reservation.ReservationPreview;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.SkuShortage;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.web.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Previews a reservation without making it. */
@RestController
@RequiredArgsConstructor
class ReservationPreviewController {

    private final ReservationPreview preview;

    record ReservationPreviewRequest(
            @NotEmpty @Size(max = Limits.LINES)
            List<ReservationController.@NotNull @Valid ReserveStockLineRequest> lines) {}

    /** @param shortages empty if all lines could be reserved now */
    record ReservationPreviewResponse(List<SkuShortage> shortages) {}

    @Operation(summary = "Returns the shortages that a reservation of stock would have")
    @PostMapping("/reservations/previews")
    ReservationPreviewResponse previewReservation(
            Caller caller, @Valid @RequestBody ReservationPreviewRequest request) {
        return new ReservationPreviewResponse(preview.shortages(
                caller.tenant(),
                request.lines().stream()
                        .map(line -> new SkuQuantity(line.sku(), line.quantity()))
                        .toList()));
    }
}
