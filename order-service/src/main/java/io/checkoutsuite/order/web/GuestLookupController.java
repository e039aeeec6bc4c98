package io.checkoutsuite.order.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.order.order.Orders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.overload.GuessLimits;
import io.checkoutsuite.web.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows guests their order, if they know its number and e-mail address; never a registered customer's. */
@RestController
@RequiredArgsConstructor
class GuestLookupController {

    private final Orders orders;
    private final GuessLimits guesses;

    record Lookup(
            @NotBlank @Size(max = Limits.ID) String number,
            @NotBlank @Size(max = Limits.EMAIL) String email) {}

    @PostMapping("/orders/lookups")
    OrderAnswer lookUp(Caller caller, CallerKey key, @Valid @RequestBody Lookup lookup) {
        String number = lookup.number().strip();
        // Numbers follow one another, so the address is all that is secret; an unknown number is guessed at like any
        // other.
        try (GuessLimits.Guess guess = guesses.begin(key, caller.tenant() + "/" + number)) {
            return orders.withNumber(caller.tenant(), number)
                    .filter(order -> order.isGuestOrderOf(lookup.email()))
                    .map(OrderAnswer::of)
                    .orElseThrow(() -> {
                        guess.wrong();
                        return ProblemException.notFound("order");
                    });
        }
    }
}
