package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.saved.SavedPayment;
import io.checkoutsuite.payment.saved.SavedPayments;
import io.checkoutsuite.payment.saved.SavedPayments.SaveResult;
import io.checkoutsuite.payment.saved.Wallet;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.access.Caller.Scope;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The saved payment methods of customers; each customer sees only their own. */
@RestController
@RequestMapping("/payment-methods")
@RequiredArgsConstructor
class PaymentMethodController {

    private static final String RESOURCE = "payment method";

    private final SavedPayments savedPayments;
    private final Gateways gateways;
    private final Clock clock;

    @Operation(summary = "Saves a payment method of the customer")
    @PostMapping
    @DocumentedResponse(headers = HttpHeaders.LOCATION)
    @DocumentedResponse(status = HttpStatus.CREATED, headers = HttpHeaders.LOCATION)
    @DocumentedProblems("conflict")
    ResponseEntity<PaymentMethodResponse> savePaymentMethod(
            Caller caller, @Valid @RequestBody PaymentMethodRequest request) {
        SavedPayment payment = request.payment(UUID.randomUUID().toString(), clock.instant());
        return switch (savedPayments.save(caller.tenant(), customer(caller), payment, request.wantsToBeDefault())) {
            case SaveResult.Saved(SavedPayment saved, boolean isDefault, boolean isNew) ->
                ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                        .location(URI.create("/payment-methods/" + saved.id()))
                        .body(PaymentMethodResponse.forCustomer(saved, isDefault, thisMonth()));
            case SaveResult.WalletFull() ->
                throw new ProblemException(
                        Problems.CONFLICT, "At most " + Wallet.MOST + " payment methods can be saved");
        };
    }

    @Operation(summary = "Lists the customer's saved payment methods")
    @GetMapping
    Page<PaymentMethodResponse> listPaymentMethods(Caller caller) {
        Wallet wallet = savedPayments.of(caller.tenant(), customer(caller));
        return Page.whole(wallet.payments())
                .map(saved -> PaymentMethodResponse.forCustomer(saved, wallet.isDefault(saved), thisMonth()));
    }

    /** @param customerId the owner of the payment method; required if the caller is a service */
    @Operation(summary = "Returns a saved payment method")
    @GetMapping("/{id}")
    @DocumentedProblems({"payment-method-expired", "conflict"})
    PaymentMethodResponse readPaymentMethod(
            Caller caller, @PathVariable String id, @RequestParam(required = false) @Nullable String customerId) {
        return read(caller, customerId, wallet -> wallet.payment(id));
    }

    /** @param customerId the owner of the payment method; required if the caller is a service */
    @Operation(summary = "Returns the default one of a customer's saved payment methods")
    @GetMapping("/default")
    @DocumentedProblems({"not-found", "payment-method-expired", "conflict"})
    PaymentMethodResponse readDefaultPaymentMethod(
            Caller caller, @RequestParam(required = false) @Nullable String customerId) {
        return read(caller, customerId, Wallet::defaultPayment);
    }

    private PaymentMethodResponse read(
            Caller caller, @Nullable String customerId, Function<Wallet, Optional<SavedPayment>> select) {
        if (!caller.has(Scope.SERVICE)) {
            Wallet mine = savedPayments.of(caller.tenant(), customer(caller));
            return select.apply(mine)
                    .map(saved -> PaymentMethodResponse.forCustomer(saved, mine.isDefault(saved), thisMonth()))
                    .orElseThrow(() -> ProblemException.notFound(RESOURCE));
        }
        if (customerId == null) {
            throw new ProblemException(
                    Problems.MALFORMED, new FieldError("query:customerId", "missing", "customerId is required"));
        }
        Wallet theirs = savedPayments.of(caller.tenant(), customerId);
        SavedPayment saved = select.apply(theirs).orElseThrow(() -> ProblemException.notFound(RESOURCE));
        if (saved.isExpired(thisMonth())) {
            throw new ProblemException(PaymentProblems.EXPIRED, "It expired at the end of " + saved.expires());
        }
        PaymentGateway gateway = gateways.named(saved.gateway())
                .orElseThrow(() -> new ProblemException(Problems.CONFLICT, "Its gateway is no longer configured"));
        return PaymentMethodResponse.forService(
                saved,
                theirs.isDefault(saved),
                thisMonth(),
                gateway.capabilities().supports(Feature.SEVERAL_PAYMENTS));
    }

    @Operation(summary = "Removes a saved payment method")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removePaymentMethod(Caller caller, @PathVariable String id) {
        savedPayments
                .remove(caller.tenant(), customer(caller), id)
                .orElseThrow(() -> ProblemException.notFound(RESOURCE));
    }

    @Operation(summary = "Makes a saved payment method the customer's default")
    @PutMapping("/{id}/default")
    PaymentMethodResponse makeDefaultPaymentMethod(Caller caller, @PathVariable String id) {
        Wallet wallet = savedPayments
                .makeDefault(caller.tenant(), customer(caller), id)
                .orElseThrow(() -> ProblemException.notFound(RESOURCE));
        return PaymentMethodResponse.forCustomer(wallet.payment(id).orElseThrow(), true, thisMonth());
    }

    /** The access rules admit only customers, and a customer's access token has a subject. */
    private static String customer(Caller caller) {
        return Objects.requireNonNull(caller.subject());
    }

    private YearMonth thisMonth() {
        return YearMonth.now(clock);
    }
}
