package io.checkoutsuite.offer.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.offer.usage.CustomerKey;
import io.checkoutsuite.offer.usage.UsePreview;
import io.checkoutsuite.offer.usage.UseReserveResult;
import io.checkoutsuite.web.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Previews a reservation of uses. */
@RestController
@RequiredArgsConstructor
class UsesPreviewController {

    private final UsePreview preview;

    record UsesPreviewRequest(
            @Nullable @Size(max = Limits.CUSTOMER_ID) String customerId,

            @Nullable @Size(max = Limits.EMAIL) String email,

            @NotNull @Size(max = Limits.LINES) List<ReserveUsesRequest.@NotNull @Valid RequestedUse> uses) {}

    /** @param refused empty if all uses could be reserved now */
    record UsesPreviewResponse(List<UseReserveResult.RefusedOfferUse> refused) {}

    @Operation(summary = "Returns the uses that a reservation would refuse")
    @PostMapping("/uses/previews")
    UsesPreviewResponse previewUses(Caller caller, @Valid @RequestBody UsesPreviewRequest request) {
        return new UsesPreviewResponse(preview.refused(
                caller.tenant(),
                request.uses().stream()
                        .map(ReserveUsesRequest.RequestedUse::use)
                        .distinct()
                        .toList(),
                CustomerKey.of(request.customerId(), request.email())));
    }
}
