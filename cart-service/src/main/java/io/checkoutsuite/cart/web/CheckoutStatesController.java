package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.checkout.AttemptStates;
import io.checkoutsuite.web.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Returns the states of checkouts to the services that hold something for them. */
@RestController
@RequiredArgsConstructor
class CheckoutStatesController {

    private final AttemptStates attempts;

    /** @param requestIds become member names of the response, so a lone surrogate, which is no valid text, is refused */
    record CheckoutStatesRequest(
            @NotEmpty @Size(max = 500)
            List<@NotBlank @Size(max = 64) @Pattern(regexp = "\\P{Cs}*") String> requestIds) {}

    record CheckoutStatesResponse(Map<String, AttemptStates.AttemptState> states) {}

    @Operation(summary = "Returns the states of checkout attempts")
    @PostMapping("/internal/checkouts/states")
    CheckoutStatesResponse readCheckoutStates(Caller caller, @Valid @RequestBody CheckoutStatesRequest request) {
        return new CheckoutStatesResponse(attempts.of(caller.tenant(), request.requestIds()));
    }
}
