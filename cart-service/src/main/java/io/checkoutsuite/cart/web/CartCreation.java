package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartCreationKeys;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.cart.GuestAccess;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.editing.CartEditing;
import io.checkoutsuite.cart.editing.CartEditing.FulfillmentGroupInput;
import io.checkoutsuite.cart.editing.RandomIds;
import io.checkoutsuite.cart.pricing.CartSettings;
import io.checkoutsuite.text.Sha256;
import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.overload.GuessLimits;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates carts. An Idempotency-Key identifies one cart, so a request that is repeated within a day creates only one cart.
 *
 * <p>A guest has no identity but the key: the guest token is derived from it, so it must be as hard to guess as a secret. A shorter key may
 * belong to another guest, and creates a new cart each time.
 */
@Component
@RequiredArgsConstructor
class CartCreation {

    private static final int SECRET_LENGTH = 16;
    private static final int MAX_ATTEMPTS = 3;

    private final Carts carts;
    private final CartCreationKeys keys;
    private final CartEditing editing;
    private final CartSettings settings;
    private final RandomIds ids;
    private final GuessLimits guesses;
    private final CartBudget budget;
    private final JsonMapper json;
    private final Clock clock;

    ResponseEntity<byte[]> create(
            Caller caller,
            CallerKey callerKey,
            CartRequests.CreateCartRequest request,
            @Nullable IdempotentRequest idempotent) {
        Owner owner = owner(caller, request);
        if (idempotent == null || (owner.customerId() == null && !isSecret(idempotent.key()))) {
            String cartId = ids.next();
            String guestToken = hasGuestToken(owner) ? ids.token() : null;
            return open(caller, callerKey, request, owner, null, cartId, guestToken)
                    .orElseThrow(() -> new IllegalStateException("Cart " + cartId + " already exists"));
        }
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Optional<ResponseEntity<byte[]>> response = createOnce(caller, callerKey, request, owner, idempotent);
            if (response.isPresent()) {
                return response.get();
            }
        }
        throw new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, "This key is used by too many concurrent requests")
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    /** Empty if the caller has to retry, because the key got another cart in the meantime. */
    private Optional<ResponseEntity<byte[]>> createOnce(
            Caller caller,
            CallerKey callerKey,
            CartRequests.CreateCartRequest request,
            Owner owner,
            IdempotentRequest idempotent) {
        String proposed = ids.next();
        CartCreationKeys.KeyedCart keyed =
                keys.getOrRegister(caller.tenant(), idempotent.keyHash(), proposed, clock.instant());
        String cartId = keyed.cartId();
        String guestToken =
                hasGuestToken(owner) ? Sha256.hex(idempotent.key().value() + "\n" + cartId + "\nguest") : null;
        if (!cartId.equals(proposed)) {
            Optional<ResponseEntity<byte[]>> before = previousResponse(caller, cartId, idempotent, guestToken);
            if (before.isPresent()) {
                return before;
            }
        }
        if (!keyed.mayBeOpened(clock.instant())) {
            // The cart may have existed and been purged, so its id must not be used again.
            keys.replace(caller.tenant(), idempotent.keyHash(), keyed, ids.next(), clock.instant());
            return Optional.empty();
        }
        return open(caller, callerKey, request, owner, idempotent, cartId, guestToken)
                .or(() -> previousResponse(caller, cartId, idempotent, guestToken));
    }

    private boolean hasGuestToken(Owner owner) {
        return owner.customerId() == null && settings.guestTokens();
    }

    /** Empty if a cart with this id already exists. */
    private Optional<ResponseEntity<byte[]>> open(
            Caller caller,
            CallerKey callerKey,
            CartRequests.CreateCartRequest request,
            Owner owner,
            @Nullable IdempotentRequest idempotent,
            String cartId,
            @Nullable String guestToken) {
        Instant now = clock.instant();
        GuestAccess guest =
                guestToken == null ? null : GuestAccess.withToken(guestToken, now.plus(settings.guestTokenLife()));
        CartContent content = content(caller.tenant(), callerKey, request, owner.customerId(), guest, now);
        Cart opened = Cart.opened(cartId, caller.tenant(), owner.status(), content, List.of());
        byte[] body = json.writeValueAsBytes(CartResponse.of(opened));
        budget.requireRoom(opened, body.length);
        Cart remembered = idempotent == null
                ? opened
                : Cart.opened(
                        cartId,
                        caller.tenant(),
                        owner.status(),
                        content,
                        List.of(idempotent.respondedWith(
                                StoredResponse.of(HttpStatus.CREATED.value(), opened.version(), body), now)));
        return carts.open(remembered)
                ? Optional.of(created(CartUpdates.response(HttpStatus.CREATED, opened.version()), cartId, guestToken)
                        .body(body))
                : Optional.empty();
    }

    private static boolean isSecret(IdempotencyKey key) {
        return key.value().length() >= SECRET_LENGTH;
    }

    private Optional<ResponseEntity<byte[]>> previousResponse(
            Caller caller, String cartId, IdempotentRequest idempotent, @Nullable String guestToken) {
        return carts.find(caller.tenant(), cartId)
                .flatMap(cart -> cart.responseTo(idempotent.keyHash()))
                .map(stored -> {
                    idempotent.requireSameBody(stored.bodyHash());
                    return created(CartUpdates.replayed(stored.response()), cartId, guestToken)
                            .body(stored.response().body());
                });
    }

    private static ResponseEntity.BodyBuilder created(
            ResponseEntity.BodyBuilder response, String cartId, @Nullable String guestToken) {
        ResponseEntity.BodyBuilder located = response.location(URI.create("/carts/" + cartId));
        return guestToken == null ? located : located.header(AccessHeaders.GUEST_TOKEN, guestToken);
    }

    /** The owner of the new cart. */
    private record Owner(@Nullable String customerId, CartStatus status) {}

    private static Owner owner(Caller caller, CartRequests.CreateCartRequest request) {
        if (caller.has(Caller.Scope.CSR)) {
            return new Owner(request.customerId(), CartStatus.CSR_OWNED);
        }
        if (request.customerId() != null && !caller.isCustomer(request.customerId()) && !caller.isStaff()) {
            throw ProblemException.notFound("customer");
        }
        String customerId = caller.has(Caller.Scope.CUSTOMER) ? caller.subject() : request.customerId();
        return new Owner(customerId, CartStatus.IN_PROCESS);
    }

    private CartContent content(
            String tenant,
            CallerKey callerKey,
            CartRequests.CreateCartRequest request,
            @Nullable String customerId,
            @Nullable GuestAccess guest,
            Instant now) {
        CartContent content = CartContent.empty(Currency.getInstance(request.currency()), customerId, guest, now);
        if (request.contact() != null) {
            content = editing.setContact(tenant, content, request.contact().contact());
        }
        List<FulfillmentGroupInput> groups = groups(request);
        if (!groups.isEmpty()) {
            content = editing.setFulfillmentGroups(tenant, content, groups);
        }
        content = editing.addLines(tenant, content, CartRequests.toInputs(request.lines()));
        for (String code : request.codes() == null ? List.<String>of() : request.codes()) {
            content = withCode(tenant, callerKey, content, code);
        }
        return content;
    }

    /** Counts wrong codes, because trying codes on new carts is guessing too. */
    private CartContent withCode(String tenant, CallerKey callerKey, CartContent content, String code) {
        try (GuessLimits.Guess guess = guesses.begin(callerKey, tenant + "/new carts of " + callerKey.value())) {
            CartContent changed = editing.addCode(tenant, content, code);
            if (changed.codes().size() > content.codes().size()
                    && !changed.codes().getLast().exists()) {
                guess.wrong();
            }
            return changed;
        }
    }

    private static List<FulfillmentGroupInput> groups(CartRequests.CreateCartRequest request) {
        List<FulfillmentGroupInput> groups = new ArrayList<>();
        if (request.shippingAddress() != null) {
            groups.add(new FulfillmentGroupInput(
                    FulfillmentGroup.Type.SHIP, request.shippingAddress().address(), null, List.of()));
        }
        if (request.fulfillmentGroups() != null) {
            request.fulfillmentGroups().stream()
                    .map(CartRequests.FulfillmentGroupRequest::toInput)
                    .forEach(groups::add);
        }
        return groups;
    }
}
