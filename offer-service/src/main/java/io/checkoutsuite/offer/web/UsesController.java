package io.checkoutsuite.offer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.offer.usage.CustomerKey;
import io.checkoutsuite.offer.usage.OfferUses;
import io.checkoutsuite.offer.usage.Usage;
import io.checkoutsuite.offer.usage.UseReserveResult;
import io.checkoutsuite.reservations.request.ConcurrentRequestException;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.ReleaseResult;
import io.checkoutsuite.reservations.request.RequestIdReusedException;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
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

@RestController
@RequestMapping("/uses/{requestId}")
@RequiredArgsConstructor
class UsesController {

    private static final String RESERVED = "RESERVED";

    private final OfferUses uses;

    record LeaseExtensionRequest(
            @NotNull @Min(1) @Max(Limits.LONGEST_LEASE_SECONDS)
            Integer leaseSeconds) {}

    record ReservedUsesStateResponse(String requestId, String state) {}

    /** A use that is reserved or committed. */
    record OfferUseResponse(String offerId, @Nullable String code) {}

    /** @param until only while a lease runs */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReservedUsesResponse(
            String requestId,
            @Nullable String cartId,
            @Nullable String customerKey,
            String state,
            @Nullable ReleaseReason reason,
            List<OfferUseResponse> uses,
            @Nullable Instant until) {

        static ReservedUsesResponse of(Usage usage) {
            return switch (usage.state()) {
                case RequestState.Reserved(var leaseUntil) -> response(usage, RESERVED, null, leaseUntil);
                case RequestState.Reacquiring(var leaseUntil) -> response(usage, RESERVED, null, leaseUntil);
                case RequestState.Committed committed -> response(usage, "COMMITTED", null, null);
                case RequestState.Released(var reason) -> response(usage, "RELEASED", reason, null);
            };
        }

        private static ReservedUsesResponse response(
                Usage usage, String state, @Nullable ReleaseReason reason, @Nullable Instant until) {
            return new ReservedUsesResponse(
                    usage.requestId(),
                    usage.cartId(),
                    usage.customerKey(),
                    state,
                    reason,
                    usage.uses().stream()
                            .map(use -> new OfferUseResponse(use.offerId(), use.code()))
                            .toList(),
                    until);
        }
    }

    @Operation(summary = "Reserves the uses of offers and codes for a checkout attempt")
    @PutMapping
    @DocumentedProblems(
            value = {"conflict", "uses-exhausted", "uses-closed"},
            never = "not-found")
    ReservedUsesStateResponse reserve(
            Caller caller, @PathVariable String requestId, @Valid @RequestBody ReserveUsesRequest request) {
        RequestKey key = IdRules.requestKey(caller, requestId);
        UseReserveResult result = withProblems(() -> uses.reserve(
                key,
                request.cartId(),
                CustomerKey.of(request.customerId(), request.email()),
                request.distinctUses(),
                request.lease()));
        return switch (result) {
            case UseReserveResult.Reserved() -> new ReservedUsesStateResponse(requestId, RESERVED);
            case UseReserveResult.Refused(var refused) ->
                throw new ProblemException(UseProblems.EXHAUSTED, UseProblems.EXHAUSTED.title())
                        .with("refused", refused);
            case UseReserveResult.Closed() ->
                throw new ProblemException(UseProblems.CLOSED, UseProblems.CLOSED.title());
        };
    }

    @Operation(summary = "Extends the lease of reserved uses")
    @PatchMapping
    @DocumentedProblems({"uses-closed", "uses-committed"})
    ReservedUsesStateResponse extend(
            Caller caller, @PathVariable String requestId, @Valid @RequestBody LeaseExtensionRequest request) {
        RequestKey key = IdRules.requestKey(caller, requestId);
        return switch (uses.extend(key, Duration.ofSeconds(request.leaseSeconds()))) {
            case EXTENDED -> new ReservedUsesStateResponse(requestId, RESERVED);
            case COMMITTED -> throw new ProblemException(UseProblems.COMMITTED, UseProblems.COMMITTED.title());
            case RELEASED -> throw new ProblemException(UseProblems.CLOSED, UseProblems.CLOSED.title());
            case UNKNOWN -> throw ProblemException.notFound("request");
        };
    }

    @Operation(summary = "Releases the uses of a checkout attempt")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DocumentedProblems(
            value = {"conflict", "uses-committed"},
            never = "not-found")
    void release(Caller caller, @PathVariable String requestId) {
        RequestKey key = IdRules.requestKey(caller, requestId);
        if (withProblems(() -> uses.release(key)) == ReleaseResult.COMMITTED) {
            throw new ProblemException(UseProblems.COMMITTED, UseProblems.COMMITTED.title());
        }
    }

    @Operation(summary = "Returns the uses of a checkout attempt")
    @GetMapping
    ReservedUsesResponse readUses(Caller caller, @PathVariable String requestId) {
        return uses.find(IdRules.requestKey(caller, requestId))
                .map(ReservedUsesResponse::of)
                .orElseThrow(() -> ProblemException.notFound("request"));
    }

    private static <T> T withProblems(Supplier<T> call) {
        try {
            return call.get();
        } catch (RequestIdReusedException misuse) {
            throw new ProblemException(Problems.CONFLICT, "This request id was already used with other uses");
        } catch (ConcurrentRequestException contended) {
            throw new ProblemException(
                            Problems.TEMPORARILY_UNAVAILABLE, "Other calls for the same request are in progress")
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }
}
