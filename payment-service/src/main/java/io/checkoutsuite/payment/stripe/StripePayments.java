package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.GatewayConfigurationException;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.text.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.databind.JsonNode;

/**
 * The payment intents of references: one for each, whoever asks, however often and whenever.
 *
 * <p>An intent is created without a payment method, with parameters that are derived from the reference alone and an idempotency key that is derived
 * from it as well. So every call for the reference, on any node and without any store, gets the intent that was created first. No money moves
 * by that. Stripe forgets the key at the earliest after 24 hours; for a reference that may be older, intents are searched by their metadata, which
 * Stripe finds at the latest after an hour. Either the key is still known, or the search finds the intent.
 */
@Slf4j
@RequiredArgsConstructor
final class StripePayments {

    /** Less than the 24 hours of Stripe by far more than two clocks differ. */
    private static final Duration KEY_LIFETIME = Duration.ofHours(23);

    private static final String INTENTS = "/v1/payment_intents";
    private static final String REFUNDS = "/v1/refunds";
    private static final StripeForm WITH_CHARGE = StripeForm.EMPTY.with("expand[]", "latest_charge");
    private static final int MOST_INTENTS = 10;
    private static final int REFUNDS_OF_PAGE = 100;
    private static final int MOST_PAGES = 10;
    private static final int HASH_DIGITS = 24;

    /** Parameters of the amount, for which Stripe refuses to create an intent. */
    private static final Set<String> OF_THE_AMOUNT = Set.of("amount", "currency");

    private final StripeClient client;
    private final StripeSettings settings;
    private final Clock clock;

    /** The payment intent of a reference. */
    sealed interface Opened {

        /** @param isNew whether no call before this one can have known it: nothing has happened to it */
        record Intent(StripePaymentIntent intent, boolean isNew) implements Opened {}

        /** Stripe cannot process the amount, so there is no intent and never will be. */
        record Impossible() implements Opened {}
    }

    /** The outcome of a request that changes an intent. */
    sealed interface Changed {

        record Done(StripePaymentIntent intent) implements Changed {}

        record Refused(StripeError error) implements Changed {}
    }

    /** The outcome of a request for a refund. */
    sealed interface Refunded {

        record Done(StripeRefund refund) implements Refunded {}

        record Refused(StripeError error) implements Refunded {}
    }

    /** Returns the intent of the reference; creates it if there is none yet. */
    Opened open(GatewayReference reference) {
        OptionalLong amount = StripeAmounts.minorUnits(reference.amount());
        if (amount.isEmpty()) {
            return new Opened.Impossible();
        }
        if (mayBeForgotten(reference)) {
            Optional<StripePaymentIntent> known = search(reference, intent -> true);
            if (known.isPresent()) {
                return new Opened.Intent(known.get(), false);
            }
        }
        return switch (client.post(
                reference.merchant(), INTENTS, creation(reference, amount.getAsLong()), key(reference, "open"))) {
            case StripeResponse.Success(var body, boolean replayed) -> opened(reference, intent(body), replayed);
            case StripeResponse.Refused(StripeError error)
            when error.isIdempotencyError() ->
                search(reference, intent -> true)
                        .<Opened>map(intent -> new Opened.Intent(intent, false))
                        .orElseThrow(() -> conflicting(reference));
            case StripeResponse.Refused(StripeError error)
            when error.code().startsWith("amount_") || OF_THE_AMOUNT.contains(error.parameter()) ->
                new Opened.Impossible();
            case StripeResponse.Refused(StripeError error) ->
                throw new GatewayConfigurationException(StripeGateway.NAME, "does not accept payments: " + error);
        };
    }

    /**
     * A version of this service that creates intents with other parameters has created the intent, less than a day ago and too recently to be found by
     * search.
     */
    private static GatewayTimeoutException conflicting(GatewayReference reference) {
        log.warn("The payment intent of {} was created with other parameters and is not found yet", reference.value());
        return new GatewayTimeoutException(StripeGateway.NAME, "does not find the payment yet");
    }

    private Opened opened(GatewayReference reference, StripePaymentIntent intent, boolean replayed) {
        if (!isOf(intent, reference)) {
            log.error("Stripe returned {} for {}, which is another payment", intent.id(), reference.value());
            throw new GatewayTimeoutException(StripeGateway.NAME, "returned another payment");
        }
        // Race: this process may have stood still since it searched, and Stripe may have forgotten the key meanwhile.
        if (!replayed && mayBeForgotten(reference)) {
            Optional<StripePaymentIntent> older =
                    search(reference, other -> !other.id().equals(intent.id()));
            if (older.isPresent()) {
                cancel(reference, intent);
                return new Opened.Intent(older.get(), false);
            }
        }
        return new Opened.Intent(intent, !replayed);
    }

    private boolean mayBeForgotten(GatewayReference reference) {
        return !clock.instant().isBefore(reference.since().plus(KEY_LIFETIME));
    }

    /** Finds the intent of an old reference. There is one at most, unless Stripe's search did not work for a day. */
    private Optional<StripePaymentIntent> search(GatewayReference reference, Predicate<StripePaymentIntent> wanted) {
        StripeForm query = StripeForm.EMPTY
                .with("query", "metadata['%s']:'%s'".formatted(StripeMetadata.KEY, key(reference)))
                .with("limit", MOST_INTENTS);
        List<StripePaymentIntent> found = switch (client.get(reference.merchant(), INTENTS + "/search", query)) {
            case StripeResponse.Success(var body, boolean replayed) ->
                read(() -> StripeJson.list(body, "data").stream()
                        .map(StripePaymentIntent::of)
                        .filter(intent -> isOf(intent, reference))
                        .filter(wanted)
                        .toList());
            case StripeResponse.Refused(StripeError error) -> throw unexpected("search", error);
        };
        if (found.size() > 1) {
            log.error("Stripe has {} payment intents for {}", found.size(), reference.value());
        }
        return found.stream().min(Comparator.comparingInt(StripePayments::rank));
    }

    /** One that has money matters more than one that was created in vain. */
    private static int rank(StripePaymentIntent intent) {
        return switch (intent.status()) {
            case REQUIRES_CAPTURE, SUCCEEDED, PROCESSING -> 0;
            case CANCELED -> 1;
            case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION -> 2;
        };
    }

    private static boolean isOf(StripePaymentIntent intent, GatewayReference reference) {
        return intent.metadata(StripeMetadata.KEY)
                        .filter(key(reference)::equals)
                        .isPresent()
                && intent.currency().equals(currency(reference))
                && StripeAmounts.minorUnits(reference.amount()).equals(OptionalLong.of(intent.amount()));
    }

    private static StripeForm creation(GatewayReference reference, long amount) {
        return StripeForm.EMPTY
                .with("amount", amount)
                .with("currency", currency(reference))
                .with("capture_method", "manual")
                .with("payment_method_types[]", "card")
                .with("description", "Order " + reference.orderNumber())
                .withMetadata(StripeMetadata.KEY, key(reference))
                .withMetadata(StripeMetadata.TENANT, reference.merchant())
                .withMetadata(StripeMetadata.REFERENCE, reference.value())
                .withMetadata(StripeMetadata.REQUEST_ID, reference.requestId())
                .withMetadata(StripeMetadata.ORDER_NUMBER, reference.orderNumber());
    }

    private static String currency(GatewayReference reference) {
        return reference.amount().currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }

    /** The current state of an intent. */
    StripePaymentIntent current(GatewayReference reference, StripePaymentIntent intent) {
        return switch (client.get(reference.merchant(), path(intent), WITH_CHARGE)) {
            case StripeResponse.Success(var body, boolean replayed) -> intent(body);
            case StripeResponse.Refused(StripeError error) -> throw unexpected("retrieve", error);
        };
    }

    /** Tries to pay; once per reference, because a second try might succeed after the first was declined. */
    Changed confirm(GatewayReference reference, StripePaymentIntent intent, String paymentMethod, boolean sale) {
        return changed(
                reference,
                client.post(
                        reference.merchant(),
                        path(intent) + "/confirm",
                        confirmation(paymentMethod, sale),
                        key(reference, "confirm")));
    }

    /** With an address to return to, Stripe has a page for the buyer's confirmation; without one, its script in the browser shows it. */
    private StripeForm confirmation(String paymentMethod, boolean sale) {
        StripeForm form =
                WITH_CHARGE.with("payment_method", paymentMethod).with("capture_method", sale ? "automatic" : "manual");
        return settings.returnUrl() == null
                ? form
                : form.with("return_url", settings.returnUrl().toString());
    }

    /** Releases what is held, and closes the intent for good. Stripe refuses to cancel an intent twice. */
    Changed cancel(GatewayReference reference, StripePaymentIntent intent) {
        return changed(reference, client.post(reference.merchant(), path(intent) + "/cancel", WITH_CHARGE));
    }

    /** Captures, and records the capture's reference in the same request. Stripe refuses to capture an intent twice. */
    Changed capture(GatewayReference reference, StripePaymentIntent intent, String captureReference, long amount) {
        return changed(
                reference,
                client.post(
                        reference.merchant(),
                        path(intent) + "/capture",
                        WITH_CHARGE
                                .with("amount_to_capture", amount)
                                .withMetadata(StripeMetadata.CAPTURE, captureReference)));
    }

    /** Records something about an intent that must still be known later; recording it twice changes nothing. */
    Changed record(GatewayReference reference, StripePaymentIntent intent, String key, String value) {
        return changed(
                reference, client.post(reference.merchant(), path(intent), WITH_CHARGE.withMetadata(key, value)));
    }

    /** Refunds once per refund reference, as long as Stripe remembers the key: older refunds are found by {@link #findRefund}. */
    Refunded refund(GatewayReference reference, StripePaymentIntent intent, String refundReference, long amount) {
        StripeForm form = StripeForm.EMPTY
                .with("payment_intent", intent.id())
                .with("amount", amount)
                .withMetadata(StripeMetadata.REFUND, refundReference);
        return switch (client.post(
                reference.merchant(), REFUNDS, form, key(reference, "refund-" + hash(refundReference)))) {
            case StripeResponse.Success(var body, boolean replayed) ->
                new Refunded.Done(read(() -> StripeRefund.of(body)));
            case StripeResponse.Refused(StripeError error) -> new Refunded.Refused(error);
        };
    }

    /** Finds a refund among those of an intent, however old it is. */
    Optional<StripeRefund> findRefund(GatewayReference reference, StripePaymentIntent intent, String refundReference) {
        StripeForm query = StripeForm.EMPTY.with("payment_intent", intent.id()).with("limit", REFUNDS_OF_PAGE);
        StripeForm page = query;
        for (int number = 0; number < MOST_PAGES; number++) {
            switch (client.get(reference.merchant(), REFUNDS, page)) {
                case StripeResponse.Success(var body, boolean replayed) -> {
                    RefundPage refunds = read(() -> RefundPage.of(body));
                    Optional<StripeRefund> found = refunds.refunds().stream()
                            .filter(refund -> refund.reference()
                                    .filter(refundReference::equals)
                                    .isPresent())
                            .findFirst();
                    if (found.isPresent() || refunds.next().isEmpty()) {
                        return found;
                    }
                    page = query.with("starting_after", refunds.next().get());
                }
                case StripeResponse.Refused(StripeError error) -> throw unexpected("list refunds", error);
            }
        }
        throw new GatewayTimeoutException(StripeGateway.NAME, "has more refunds of one payment than are read");
    }

    private Changed changed(GatewayReference reference, StripeResponse response) {
        return switch (response) {
            case StripeResponse.Success(var body, boolean replayed) ->
                new Changed.Done(replayed ? current(reference, intent(body)) : intent(body));
            case StripeResponse.Refused(StripeError error) -> new Changed.Refused(error);
        };
    }

    private static StripePaymentIntent intent(JsonNode body) {
        return read(() -> StripePaymentIntent.of(body));
    }

    /** What cannot be read may say anything, so its outcome is unknown. */
    private static <T> T read(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (StripeFormatException odd) {
            log.warn("Stripe's response cannot be read: {}", odd.getMessage());
            throw new GatewayTimeoutException(StripeGateway.NAME, "gave no usable response");
        }
    }

    private static GatewayTimeoutException unexpected(String request, StripeError error) {
        log.warn("Stripe refused to {} a payment: {}", request, error);
        return new GatewayTimeoutException(StripeGateway.NAME, "gave no usable response");
    }

    private static String path(StripePaymentIntent intent) {
        return INTENTS + "/" + intent.id();
    }

    /** Identifies the reference among all payments of the merchant account, which several tenants may share. */
    private static String key(GatewayReference reference) {
        return Sha256.hex(reference.merchant() + "\n" + reference.value());
    }

    private static String key(GatewayReference reference, String request) {
        return key(reference) + "-" + request;
    }

    /** Short enough for a part of a key. */
    static String hash(String reference) {
        return Sha256.hex(reference).substring(0, HASH_DIGITS);
    }

    private record RefundPage(List<StripeRefund> refunds, Optional<String> next) {

        static RefundPage of(JsonNode json) {
            List<JsonNode> data = StripeJson.list(json, "data");
            boolean more = json.path("has_more").asBoolean(false) && !data.isEmpty();
            return new RefundPage(
                    data.stream().map(StripeRefund::of).toList(),
                    more ? Optional.of(StripeJson.text(data.getLast(), "id")) : Optional.empty());
        }
    }
}
