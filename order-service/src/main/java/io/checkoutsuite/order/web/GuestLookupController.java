package io.checkoutsuite.order.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.order.order.Orders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.overload.GuessLimits;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows guests their order if they know its number and email address. Orders of registered customers are never shown. */
@RestController
@RequiredArgsConstructor
class GuestLookupController {

    private final Orders orders;
    private final GuessLimits guesses;

    record GuestLookupRequest(
            @NotBlank @Size(max = Limits.ID) String number,
            @NotBlank @Size(max = Limits.EMAIL) String email) {}

    @Operation(summary = "Returns the order of a guest who knows its number and email address")
    @PostMapping("/orders/lookups")
    @DocumentedProblems("not-found")
    OrderResponse lookUpOrder(Caller caller, CallerKey key, @Valid @RequestBody GuestLookupRequest request) {
        String number = request.number().strip();
        // Numbers are sequential, so only the address is secret. Guesses for an unknown number are limited, too.
        try (GuessLimits.Guess guess = guesses.begin(key, caller.tenant() + "/" + number)) {
            return orders.withNumber(caller.tenant(), number)
                    .filter(order -> order.isGuestOrderOf(request.email()))
                    .map(OrderResponse::of)
                    .orElseThrow(() -> {
                        guess.wrong();
                        return ProblemException.notFound("order");
                    });
        }
    }
}
