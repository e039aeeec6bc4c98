package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Declined;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.checkoutsuite.payment.gateway.NextAction;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import io.checkoutsuite.payment.stripe.StripePayments.Changed;
import io.checkoutsuite.payment.stripe.StripePayments.Opened;
import io.checkoutsuite.payment.stripe.StripePayments.Refunded;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lombok.extern.slf4j.Slf4j;

/**
 * Stripe, with one payment intent for each reference. Tokens are payment methods ({@code pm_…}), which Stripe's form in the browser makes of card
 * numbers.
 *
 * <p>All its state is at Stripe, so any node can continue what another one has begun. A reference is closed for good by cancelling its intent, which Stripe
 * never lets be paid again.
 */
@Slf4j
final class StripeGateway implements PaymentGateway {

    static final String NAME = "stripe";

    private static final Pattern PAYMENT_METHOD = Pattern.compile("pm_[A-Za-z0-9_]{1,250}");
    private static final String VOID = "void";

    private final StripeSettings settings;
    private final StripeClient client;
    private final StripePayments payments;
    private final StripeWebhooks webhooks;

    StripeGateway(StripeSettings settings, StripeClient client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.payments = new StripePayments(client, settings, clock);
        this.webhooks = new StripeWebhooks(settings.webhookSecrets(), clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return GatewayCapabilities.of(settings.priority(), Feature.SALE_AT_CHECKOUT, Feature.SEVERAL_PAYMENTS);
    }

    @Override
    public Duration timeout() {
        return settings.timeout();
    }

    @Override
    public boolean accepts(Token token) {
        return PAYMENT_METHOD.matcher(token.value()).matches();
    }

    private <T> T call(Supplier<T> call) {
        return client.within(settings.timeout(), call);
    }

    @Override
    public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
        GatewayReference reference = request.reference();
        return call(() -> switch (payments.open(reference)) {
            case Opened.Impossible() -> StripeDecline.of(StripeDecline.INVALID_AMOUNT);
            case Opened.Intent(var intent, boolean isNew) when isNew -> confirm(request, intent);
            case Opened.Intent(var intent, boolean isNew) -> {
                StripePaymentIntent current = payments.current(reference, intent);
                yield outcome(reference, current).orElseGet(() -> confirm(request, current));
            }
        });
    }

    private GatewayAuthorizationResponse confirm(GatewayAuthorizationRequest request, StripePaymentIntent intent) {
        GatewayReference reference = request.reference();
        Changed confirmed = payments.confirm(reference, intent, request.token().value(), request.sale());
        return afterAnEffect(() -> switch (confirmed) {
            case Changed.Done(var changed) -> outcome(reference, changed).orElseThrow(StripeGateway::unknown);
            case Changed.Refused(StripeError error) -> notConfirmed(reference, intent, error);
        });
    }

    private GatewayAuthorizationResponse notConfirmed(
            GatewayReference reference, StripePaymentIntent intent, StripeError error) {
        if (error.decline().isPresent()) {
            return declined(reference, intent, error.decline().get());
        }
        Optional<GatewayAuthorizationResponse> known = outcome(reference, payments.current(reference, intent));
        if (known.isPresent()) {
            return known.get();
        }
        if (error.isIdempotencyError() || error.isUnexpectedState()) {
            throw unknown();
        }
        log.warn("Stripe does not accept the payment method of {}: {}", reference.value(), error);
        return declined(reference, intent, StripeDecline.INVALID_PAYMENT_METHOD);
    }

    /** The outcome of the authorization; empty if nothing was tried yet. A decline is made final here, whoever finds it. */
    private Optional<GatewayAuthorizationResponse> outcome(GatewayReference reference, StripePaymentIntent intent) {
        Optional<String> declined = intent.metadata(StripeMetadata.DECLINE);
        return switch (intent.status()) {
            case REQUIRES_CAPTURE -> Optional.of(new GatewayAuthorizationResponse.Approved(false));
            case SUCCEEDED ->
                Optional.of(
                        isVoided(reference, intent)
                                ? new GatewayAuthorizationResponse.Closed()
                                : new GatewayAuthorizationResponse.Approved(intent.capturedAtOnce()));
            case CANCELED ->
                Optional.of(
                        declined.isPresent()
                                ? StripeDecline.of(declined.get())
                                : new GatewayAuthorizationResponse.Closed());
            case REQUIRES_ACTION -> {
                NextAction action = intent.nextAction();
                if (action == null) {
                    throw unknown();
                }
                yield Optional.of(new GatewayAuthorizationResponse.ActionRequired(action));
            }
            case PROCESSING -> Optional.of(new GatewayAuthorizationResponse.ResultAwaited());
            case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION ->
                declined.or(() -> lastDecline(intent)).map(code -> declined(reference, intent, code));
        };
    }

    private static Optional<String> lastDecline(StripePaymentIntent intent) {
        return Optional.ofNullable(intent.lastError())
                .map(error -> error.decline().orElse(StripeDecline.INVALID_PAYMENT_METHOD));
    }

    /**
     * Makes a decline final. Its code is recorded first, because Stripe forgets the error when the intent is cancelled; whoever finds the intent in
     * between cancels it.
     */
    private Declined declined(GatewayReference reference, StripePaymentIntent intent, String code) {
        if (!intent.metadata().containsKey(StripeMetadata.DECLINE)) {
            changed(payments.record(reference, intent, StripeMetadata.DECLINE, code));
        }
        StripePaymentIntent closed = changed(payments.cancel(reference, intent));
        if (closed.status() != StripePaymentIntent.Status.CANCELED) {
            throw unknown();
        }
        return StripeDecline.of(code);
    }

    /** A change that Stripe refuses has met another call for the same reference: the outcome has to be looked up. */
    private static StripePaymentIntent changed(Changed change) {
        return switch (change) {
            case Changed.Done(var intent) -> intent;
            case Changed.Refused(StripeError error) -> throw unknown();
        };
    }

    @Override
    public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
        return call(() -> switch (payments.open(reference)) {
            case Opened.Impossible() -> Optional.of(StripeDecline.of(StripeDecline.INVALID_AMOUNT));
            case Opened.Intent(var intent, boolean isNew) when isNew -> Optional.empty();
            case Opened.Intent(var intent, boolean isNew) -> outcome(reference, payments.current(reference, intent));
        });
    }

    @Override
    public WebhookReceipt receive(Webhook webhook) {
        return webhooks.receive(webhook);
    }

    @Override
    public GatewayReversalResponse reverse(GatewayReference reference) {
        return call(() -> switch (payments.open(reference)) {
            case Opened.Impossible() -> new GatewayReversalResponse.NothingHeld();
            case Opened.Intent(var intent, boolean isNew) ->
                reverse(reference, isNew ? intent : payments.current(reference, intent));
        });
    }

    private GatewayReversalResponse reverse(GatewayReference reference, StripePaymentIntent intent) {
        return switch (intent.status()) {
            case CANCELED -> released(reference, intent);
            case SUCCEEDED -> intent.capturedAtOnce() ? voidSale(reference, intent) : released(reference, intent);
            case PROCESSING -> throw unknown();
            case REQUIRES_CAPTURE, REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION ->
                cancel(reference, intent);
        };
    }

    private GatewayReversalResponse cancel(GatewayReference reference, StripePaymentIntent intent) {
        // So that look-ups find the decline after the reversal as well.
        lastDecline(intent)
                .filter(code -> !intent.metadata().containsKey(StripeMetadata.DECLINE))
                .ifPresent(code -> changed(payments.record(reference, intent, StripeMetadata.DECLINE, code)));
        return switch (payments.cancel(reference, intent)) {
            case Changed.Done(var canceled) ->
                intent.status() == StripePaymentIntent.Status.REQUIRES_CAPTURE
                        ? reversed(reference, canceled)
                        : released(reference, canceled);
            // Race: another call was faster and has cancelled or captured it, or has just got the money.
            case Changed.Refused(StripeError error) -> {
                StripePaymentIntent current = payments.current(reference, intent);
                if (current.status() == intent.status()) {
                    log.warn("Stripe does not cancel {} now: {}", reference.value(), error);
                    throw unknown();
                }
                yield reverse(reference, current);
            }
        };
    }

    private static GatewayReversalResponse released(GatewayReference reference, StripePaymentIntent intent) {
        return intent.wasHeld() ? reversed(reference, intent) : new GatewayReversalResponse.NothingHeld();
    }

    /** What was captured is not held any more. */
    private static GatewayReversalResponse reversed(GatewayReference reference, StripePaymentIntent intent) {
        return new GatewayReversalResponse.Reversed(
                StripeAmounts.money(
                        intent.amountNotCaptured(), reference.amount().currency()),
                false);
    }

    /** Stripe has captured the money, so it is refunded, all or nothing. */
    private GatewayReversalResponse voidSale(GatewayReference reference, StripePaymentIntent intent) {
        return switch (refundOnce(reference, intent, VOID, intent.amountReceived())) {
            case Refunded.Done(StripeRefund refund)
            when refund.failed() -> new GatewayReversalResponse.Refused("Stripe could not refund the sale");
            case Refunded.Done(StripeRefund refund) ->
                new GatewayReversalResponse.Reversed(
                        StripeAmounts.money(
                                intent.amountReceived(), reference.amount().currency()),
                        true);
            case Refunded.Refused(StripeError error) ->
                new GatewayReversalResponse.Refused("The payment was already refunded: " + error);
        };
    }

    private boolean isVoided(GatewayReference reference, StripePaymentIntent intent) {
        return intent.capturedAtOnce()
                && intent.amountRefunded() > 0
                && payments.findRefund(reference, intent, VOID).isPresent();
    }

    @Override
    public GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount) {
        return call(() -> switch (payments.open(reference)) {
            case Opened.Impossible() -> new GatewayOperationResponse.Refused("Nothing is held");
            case Opened.Intent(var intent, boolean isNew) ->
                capture(reference, payments.current(reference, intent), captureReference, amount);
        });
    }

    private GatewayOperationResponse capture(
            GatewayReference reference, StripePaymentIntent intent, String captureReference, Money amount) {
        if (wasRefused(intent, captureReference)) {
            return new GatewayOperationResponse.Refused("The capture was refused before");
        }
        return switch (intent.status()) {
            case SUCCEEDED ->
                intent.metadata(StripeMetadata.CAPTURE)
                                .filter(captureReference::equals)
                                .isPresent()
                        ? new GatewayOperationResponse.Done()
                        : new GatewayOperationResponse.Refused(
                                "The payment is already captured, and Stripe captures it only once");
            case CANCELED -> new GatewayOperationResponse.Refused("The hold was released or has expired");
            case PROCESSING -> throw unknown();
            case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION -> throw notFound(reference);
            case REQUIRES_CAPTURE -> captureHeld(reference, intent, captureReference, amount);
        };
    }

    private GatewayOperationResponse captureHeld(
            GatewayReference reference, StripePaymentIntent intent, String captureReference, Money amount) {
        OptionalLong units = StripeAmounts.minorUnits(amount);
        if (units.isEmpty() || units.getAsLong() > intent.amountCapturable()) {
            return refused(reference, intent, captureReference, "The amount is not available");
        }
        return switch (payments.capture(reference, intent, captureReference, units.getAsLong())) {
            case Changed.Done(var captured)
            when captured.status() == StripePaymentIntent.Status.SUCCEEDED -> new GatewayOperationResponse.Done();
            case Changed.Done(var odd) -> throw unknown();
            case Changed.Refused(StripeError error) -> {
                // Race: another call was faster; or Stripe has a reason of its own.
                StripePaymentIntent current = payments.current(reference, intent);
                yield current.status() == StripePaymentIntent.Status.REQUIRES_CAPTURE
                        ? refused(reference, current, captureReference, "Stripe does not capture it: " + error)
                        : capture(reference, current, captureReference, amount);
            }
        };
    }

    @Override
    public GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount) {
        return call(() -> switch (payments.open(reference)) {
            case Opened.Impossible() -> new GatewayOperationResponse.Refused("Nothing is captured");
            case Opened.Intent(var intent, boolean isNew) ->
                refund(reference, payments.current(reference, intent), refundReference, amount);
        });
    }

    private GatewayOperationResponse refund(
            GatewayReference reference, StripePaymentIntent intent, String refundReference, Money amount) {
        if (wasRefused(intent, refundReference)) {
            return new GatewayOperationResponse.Refused("The refund was refused before");
        }
        return switch (intent.status()) {
            case SUCCEEDED -> refundCaptured(reference, intent, refundReference, amount);
            case CANCELED -> new GatewayOperationResponse.Refused("Nothing was captured");
            case REQUIRES_CAPTURE -> refused(reference, intent, refundReference, "Nothing is captured yet");
            case PROCESSING -> throw unknown();
            case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION -> throw notFound(reference);
        };
    }

    private GatewayOperationResponse refundCaptured(
            GatewayReference reference, StripePaymentIntent intent, String refundReference, Money amount) {
        OptionalLong units = StripeAmounts.minorUnits(amount);
        if (units.isEmpty()) {
            return refused(reference, intent, refundReference, "The amount is not available");
        }
        return switch (refundOnce(reference, intent, refundReference, units.getAsLong())) {
            case Refunded.Done(StripeRefund refund)
            when refund.failed() -> new GatewayOperationResponse.Refused("Stripe could not refund the payment");
            case Refunded.Done(StripeRefund refund) -> new GatewayOperationResponse.Done();
            case Refunded.Refused(StripeError error) ->
                refused(reference, intent, refundReference, "Stripe does not refund it: " + error);
        };
    }

    /** Refunds of more than a day ago are found in the list, later ones and those in progress by their key. */
    private Refunded refundOnce(
            GatewayReference reference, StripePaymentIntent intent, String refundReference, long amount) {
        Optional<StripeRefund> known = payments.findRefund(reference, intent, refundReference);
        if (known.isPresent()) {
            return new Refunded.Done(known.get());
        }
        Refunded refunded = payments.refund(reference, intent, refundReference, amount);
        if (refunded instanceof Refunded.Refused(StripeError error) && error.isIdempotencyError()) {
            throw unknown();
        }
        return refunded;
    }

    private static boolean wasRefused(StripePaymentIntent intent, String operationReference) {
        return intent.metadata().containsKey(refusal(operationReference));
    }

    /** Records the refusal, because what is not available now may be available later, and the response must not change. */
    private GatewayOperationResponse refused(
            GatewayReference reference, StripePaymentIntent intent, String operationReference, String reason) {
        if (payments.record(reference, intent, refusal(operationReference), "1")
                instanceof Changed.Refused(StripeError error)) {
            log.warn("Stripe has no room to record that {} was refused: {}", operationReference, error);
        }
        return new GatewayOperationResponse.Refused(reason);
    }

    private static String refusal(String operationReference) {
        return StripeMetadata.REFUSED + StripePayments.hash(operationReference);
    }

    /** Captures and refunds are made of payments that were authorized: Stripe knows them, even if it cannot find them at the moment. */
    private static GatewayTimeoutException notFound(GatewayReference reference) {
        log.error("Stripe does not find the payment {}", reference.value());
        return new GatewayTimeoutException(NAME, "does not find the payment");
    }

    private static GatewayTimeoutException unknown() {
        return new GatewayTimeoutException(NAME, "has no definite outcome yet");
    }

    /** An effect may have been had already: a later request that does not reach Stripe must not look as if there were none. */
    private static <T> T afterAnEffect(Supplier<T> next) {
        try {
            return next.get();
        } catch (GatewayUnreachableException unreachable) {
            throw new GatewayTimeoutException(NAME, "could not be asked for the outcome");
        }
    }
}
