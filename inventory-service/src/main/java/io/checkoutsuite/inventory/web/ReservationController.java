package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.reservation.Reservation;
import io.checkoutsuite.inventory.reservation.Reserved;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.StockReservations;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.reservations.OtherLinesUnderOneRequest;
import io.checkoutsuite.reservations.RequestContended;
import io.checkoutsuite.reservations.RequestKey;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.Errors;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
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

    record Wanted(
            @NotBlank @Size(max = Limits.ID) String cartId,

            @Nullable @Min(1) @Max(Limits.LONGEST_LEASE_SECONDS)
            Integer leaseSeconds,

            @NotEmpty @Size(max = Limits.LINES) List<@NotNull @Valid WantedLine> lines) {}

    record WantedLine(
            @NotBlank @ValidSku String sku,
            @NotNull @Min(1) @Max(Limits.QUANTITY) Long quantity) {}

    record WantedLease(
            @NotNull @Min(1) @Max(Limits.LONGEST_LEASE_SECONDS)
            Integer leaseSeconds) {}

    record Answer(String requestId, String state) {}

    @PutMapping
    Answer reserve(Caller caller, @PathVariable String requestId, @Valid @RequestBody Wanted wanted) {
        List<SkuQuantity> lines = wanted.lines().stream()
                .map(line -> new SkuQuantity(line.sku(), line.quantity()))
                .toList();
        int lease = wanted.leaseSeconds() == null ? DEFAULT_LEASE_SECONDS : wanted.leaseSeconds();
        RequestKey key = key(caller, requestId);
        return switch (asked(() -> reservations.reserve(key, wanted.cartId(), lines, Duration.ofSeconds(lease)))) {
            case Reserved.Held() -> new Answer(requestId, RESERVED);
            case Reserved.OutOfStock(var shortages) ->
                throw new ProblemException(InventoryProblems.OUT_OF_STOCK, "Some lines are out of stock")
                        .with("shortages", shortages);
            case Reserved.Closed(var reason) ->
                throw new ProblemException(
                                InventoryProblems.RESERVATION_CLOSED, "Request " + requestId + " is closed: " + reason)
                        .with("reason", reason);
        };
    }

    @PatchMapping
    Answer extend(Caller caller, @PathVariable String requestId, @Valid @RequestBody WantedLease wanted) {
        return switch (reservations.extend(key(caller, requestId), Duration.ofSeconds(wanted.leaseSeconds()))) {
            case EXTENDED -> new Answer(requestId, RESERVED);
            case COMMITTED -> throw kept(requestId);
            case RELEASED ->
                throw new ProblemException(
                        InventoryProblems.RESERVATION_CLOSED, "Request " + requestId + " no longer holds anything");
            case UNKNOWN -> throw ProblemException.notFound("reservation");
        };
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveBack(Caller caller, @PathVariable String requestId) {
        RequestKey key = key(caller, requestId);
        switch (asked(() -> reservations.giveBack(key))) {
            case RELEASED -> {}
            case KEPT -> throw kept(requestId);
        }
    }

    @GetMapping
    ReservationAnswer reservation(Caller caller, @PathVariable String requestId) {
        Reservation reservation =
                reservations.find(key(caller, requestId)).orElseThrow(() -> ProblemException.notFound("reservation"));
        return ReservationAnswer.of(reservation);
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (OtherLinesUnderOneRequest differs) {
            throw new ProblemException(
                    Problems.INVALID, new FieldError("/lines", "differs", String.valueOf(differs.getMessage())));
        } catch (RequestContended contended) {
            throw new ProblemException(Problems.UNAVAILABLE, String.valueOf(contended.getMessage()))
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }

    private static ProblemException kept(String requestId) {
        return new ProblemException(
                InventoryProblems.RESERVATION_KEPT, "Request " + requestId + " belongs to a submitted cart");
    }

    private static RequestKey key(Caller caller, String requestId) {
        if (requestId.isBlank() || requestId.length() > Limits.ID) {
            new Errors()
                    .add("path:requestId", "wrong-size", "A request id has 1 to " + Limits.ID + " characters")
                    .throwIfAny();
        }
        return new RequestKey(caller.tenant(), requestId);
    }
}
