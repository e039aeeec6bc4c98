package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.reservation.Reservation;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.StockReservations;
import io.checkoutsuite.inventory.reservation.StockReserveResult;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.reservations.request.ConcurrentRequestException;
import io.checkoutsuite.reservations.request.RequestIdReusedException;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The stock of one checkout attempt. PUT reserves it and DELETE releases it; both can be repeated safely. */
@RestController
@RequestMapping("/reservations/{requestId}")
@RequiredArgsConstructor
class ReservationController {

    private static final String RESERVED = "RESERVED";
    private static final int DEFAULT_LEASE_SECONDS = 300;

    private final StockReservations reservations;

    record ReserveStockRequest(
            @NotBlank @Size(max = Limits.ID) String cartId,

            @Nullable @Min(1) @Max(Limits.LONGEST_LEASE_SECONDS)
            Integer leaseSeconds,

            @NotEmpty @Size(max = Limits.LINES) List<@NotNull @Valid ReserveStockLineRequest> lines) {}

    record ReserveStockLineRequest(
            @NotBlank @ValidSku String sku,
            @NotNull @Min(1) @Max(Limits.QUANTITY) Long quantity) {}

    record LeaseExtensionRequest(
            @NotNull @Min(1) @Max(Limits.LONGEST_LEASE_SECONDS)
            Integer leaseSeconds) {}

    record ReservationStateResponse(String requestId, String state) {}

    @Operation(summary = "Reserves stock for a checkout attempt")
    @PutMapping
    @DocumentedProblems(
            value = {"out-of-stock", "reservation-closed"},
            never = "not-found")
    ReservationStateResponse reserve(
            Caller caller, @PathVariable String requestId, @Valid @RequestBody ReserveStockRequest request) {
        List<SkuQuantity> lines = request.lines().stream()
                .map(line -> new SkuQuantity(line.sku(), line.quantity()))
                .toList();
        int lease = request.leaseSeconds() == null ? DEFAULT_LEASE_SECONDS : request.leaseSeconds();
        RequestKey key = key(caller, requestId);
        return switch (withProblems(
                () -> reservations.reserve(key, request.cartId(), lines, Duration.ofSeconds(lease)))) {
            case StockReserveResult.Reserved() -> new ReservationStateResponse(requestId, RESERVED);
            case StockReserveResult.OutOfStock(var shortages) ->
                throw new ProblemException(InventoryProblems.OUT_OF_STOCK, "Some lines are out of stock")
                        .with("shortages", shortages);
            case StockReserveResult.Closed(var reason) ->
                throw new ProblemException(
                                InventoryProblems.RESERVATION_CLOSED, "Request " + requestId + " is closed: " + reason)
                        .with("reason", reason);
        };
    }

    @Operation(summary = "Extends the lease of a reservation")
    @PatchMapping
    @DocumentedProblems({"reservation-closed", "reservation-committed"})
    ReservationStateResponse extend(
            Caller caller, @PathVariable String requestId, @Valid @RequestBody LeaseExtensionRequest request) {
        return switch (reservations.extend(key(caller, requestId), Duration.ofSeconds(request.leaseSeconds()))) {
            case EXTENDED -> new ReservationStateResponse(requestId, RESERVED);
            case COMMITTED -> throw alreadyCommitted(requestId);
            case RELEASED ->
                throw new ProblemException(
                        InventoryProblems.RESERVATION_CLOSED, "Request " + requestId + " no longer holds anything");
            case UNKNOWN -> throw ProblemException.notFound("reservation");
        };
    }

    @Operation(summary = "Releases the stock of a checkout attempt")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DocumentedProblems(
            value = {"invalid-request", "reservation-committed"},
            never = "not-found")
    void release(Caller caller, @PathVariable String requestId) {
        RequestKey key = key(caller, requestId);
        switch (withProblems(() -> reservations.release(key))) {
            case RELEASED -> {}
            case COMMITTED -> throw alreadyCommitted(requestId);
        }
    }

    @Operation(summary = "Returns the reservation of a checkout attempt")
    @GetMapping
    @DocumentedProblems("invalid-request")
    ReservationResponse readReservation(Caller caller, @PathVariable String requestId) {
        Reservation reservation =
                reservations.find(key(caller, requestId)).orElseThrow(() -> ProblemException.notFound("reservation"));
        return ReservationResponse.of(reservation);
    }

    private static <T> T withProblems(Supplier<T> call) {
        try {
            return call.get();
        } catch (RequestIdReusedException differs) {
            throw new ProblemException(
                    Problems.INVALID, new FieldError("/lines", "differs", String.valueOf(differs.getMessage())));
        } catch (ConcurrentRequestException contended) {
            throw new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, String.valueOf(contended.getMessage()))
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }

    private static ProblemException alreadyCommitted(String requestId) {
        return new ProblemException(
                InventoryProblems.RESERVATION_COMMITTED, "Request " + requestId + " belongs to a submitted cart");
    }

    private static RequestKey key(Caller caller, String requestId) {
        if (requestId.isBlank() || requestId.length() > Limits.ID) {
            new ValidationErrors()
                    .add("path:requestId", "wrong-size", "A request id has 1 to " + Limits.ID + " characters")
                    .throwIfAny();
        }
        return new RequestKey(caller.tenant(), requestId);
    }
}
