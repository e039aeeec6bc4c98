package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartKeys;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.cart.GuestAccess;
import io.checkoutsuite.cart.cart.Hashes;
import io.checkoutsuite.cart.cart.KeyedAnswer;
import io.checkoutsuite.cart.editing.CartEditing;
import io.checkoutsuite.cart.editing.CartEditing.WantedGroup;
import io.checkoutsuite.cart.editing.Ids;
import io.checkoutsuite.cart.pricing.CartSettings;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.overload.GuessLimits;
import io.checkoutsuite.web.problem.Errors;
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
class NewCarts {

    private static final int SECRET_LENGTH = 16;
    private static final int MOST_TRIES = 3;

    private final Carts carts;
    private final CartKeys keys;
    private final CartEditing editing;
    private final CartSettings settings;
    private final Ids ids;
    private final GuessLimits guesses;
    private final CartBudget budget;
    private final JsonMapper json;
    private final Clock clock;

    ResponseEntity<byte[]> create(
            Caller caller,
            CallerKey callerKey,
            CartRequests.CreateCart wanted,
            @Nullable String rawKey,
            IdempotencyKey key) {
        Owner owner = owner(caller, wanted);
        if (key.hash() == null || (owner.customerId() == null && !isSecret(rawKey))) {
            String cartId = ids.next();
            String guestToken = hasGuestToken(owner) ? ids.token() : null;
            return open(caller, callerKey, wanted, owner, null, cartId, guestToken)
                    .orElseThrow(() -> new IllegalStateException("Cart " + cartId + " already exists"));
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<ResponseEntity<byte[]>> answer =
                    createOnce(caller, callerKey, wanted, owner, String.valueOf(rawKey), key);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new ProblemException(Problems.UNAVAILABLE, "This key is used by too many concurrent requests")
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    /** Empty if the caller has to retry, because the key got another cart in the meantime. */
    private Optional<ResponseEntity<byte[]>> createOnce(
            Caller caller,
            CallerKey callerKey,
            CartRequests.CreateCart wanted,
            Owner owner,
            String rawKey,
            IdempotencyKey key) {
        String hash = String.valueOf(key.hash());
        String proposed = ids.next();
        CartKeys.KeyedCart keyed = keys.of(caller.tenant(), hash, proposed, clock.instant());
        String cartId = keyed.cartId();
        String guestToken = hasGuestToken(owner) ? Hashes.sha256(rawKey + "\n" + cartId + "\nguest") : null;
        if (!cartId.equals(proposed)) {
            Optional<ResponseEntity<byte[]>> before = answeredBefore(caller, cartId, key, guestToken);
            if (before.isPresent()) {
                return before;
            }
        }
        if (!keyed.mayBeOpened(clock.instant())) {
            // The cart may have existed and been purged, so its id must not be used again.
            keys.replace(caller.tenant(), hash, keyed, ids.next(), clock.instant());
            return Optional.empty();
        }
        return open(caller, callerKey, wanted, owner, key, cartId, guestToken)
                .or(() -> answeredBefore(caller, cartId, key, guestToken));
    }

    private boolean hasGuestToken(Owner owner) {
        return owner.customerId() == null && settings.guestTokens();
    }

    /** Empty if a cart with this id already exists. */
    private Optional<ResponseEntity<byte[]>> open(
            Caller caller,
            CallerKey callerKey,
            CartRequests.CreateCart wanted,
            Owner owner,
            @Nullable IdempotencyKey key,
            String cartId,
            @Nullable String guestToken) {
        Instant now = clock.instant();
        GuestAccess guest = guestToken == null ? null : GuestAccess.to(guestToken, now.plus(settings.guestTokenLife()));
        CartContent content = content(caller.tenant(), callerKey, wanted, owner.customerId(), guest, now);
        Cart opened = Cart.opened(cartId, caller.tenant(), owner.status(), content, List.of());
        byte[] body = json.writeValueAsBytes(CartView.of(opened));
        budget.requireRoom(opened, body.length);
        Cart remembered = key == null
                ? opened
                : Cart.opened(cartId, caller.tenant(), owner.status(), content, List.of(keyed(key, body, now)));
        return carts.open(remembered)
                ? Optional.of(
                        created(CartChanges.answer(HttpStatus.CREATED, opened.version(), body), cartId, guestToken)
                                .body(body))
                : Optional.empty();
    }

    private static boolean isSecret(@Nullable String key) {
        return key != null && key.length() >= SECRET_LENGTH;
    }

    private static KeyedAnswer keyed(IdempotencyKey key, byte[] body, Instant now) {
        return new KeyedAnswer(
                String.valueOf(key.hash()), key.bodyHash(), Answer.of(HttpStatus.CREATED.value(), body), now);
    }

    private Optional<ResponseEntity<byte[]>> answeredBefore(
            Caller caller, String cartId, IdempotencyKey key, @Nullable String guestToken) {
        return carts.find(caller.tenant(), cartId)
                .flatMap(cart -> cart.answerTo(String.valueOf(key.hash())))
                .map(answered -> {
                    key.requireSameBody(answered.bodyHash());
                    return created(CartChanges.replay(answered.answer()).eTag("\"1\""), cartId, guestToken)
                            .body(answered.answer().body());
                });
    }

    private static ResponseEntity.BodyBuilder created(
            ResponseEntity.BodyBuilder answer, String cartId, @Nullable String guestToken) {
        ResponseEntity.BodyBuilder located = answer.location(URI.create("/carts/" + cartId));
        return guestToken == null ? located : located.header(AccessHeaders.GUEST_TOKEN, guestToken);
    }

    /** The owner of the new cart. */
    private record Owner(@Nullable String customerId, CartStatus status) {}

    private static Owner owner(Caller caller, CartRequests.CreateCart wanted) {
        if (caller.has(Caller.Scope.CSR)) {
            return new Owner(wanted.customerId(), CartStatus.CSR_OWNED);
        }
        if (wanted.customerId() != null && !caller.isCustomer(wanted.customerId()) && !caller.isStaff()) {
            throw ProblemException.notFound("customer");
        }
        String customerId = caller.has(Caller.Scope.CUSTOMER) ? caller.subject() : wanted.customerId();
        return new Owner(customerId, CartStatus.IN_PROCESS);
    }

    private CartContent content(
            String tenant,
            CallerKey callerKey,
            CartRequests.CreateCart wanted,
            @Nullable String customerId,
            @Nullable GuestAccess guest,
            Instant now) {
        CartContent content = CartContent.empty(currency(wanted.currency()), customerId, guest, now);
        if (wanted.contact() != null) {
            content = editing.setContact(tenant, content, wanted.contact().contact());
        }
        List<WantedGroup> groups = groups(wanted);
        if (!groups.isEmpty()) {
            content = editing.setFulfillmentGroups(tenant, content, groups);
        }
        content = editing.addLines(tenant, content, CartRequests.wanted(wanted.lines()));
        for (String code : wanted.codes() == null ? List.<String>of() : wanted.codes()) {
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

    private static List<WantedGroup> groups(CartRequests.CreateCart wanted) {
        List<WantedGroup> groups = new ArrayList<>();
        if (wanted.shippingAddress() != null) {
            groups.add(new WantedGroup(
                    FulfillmentGroup.Type.SHIP, wanted.shippingAddress().address(), null, List.of()));
        }
        if (wanted.fulfillmentGroups() != null) {
            wanted.fulfillmentGroups().stream()
                    .map(CartRequests.GroupBody::wanted)
                    .forEach(groups::add);
        }
        return groups;
    }

    static Currency currency(String code) {
        try {
            return Money.zero(Currency.getInstance(code)).currency();
        } catch (IllegalArgumentException unknown) {
            throw new Errors()
                    .add("/currency", "unknown-currency", code + " is not a currency that prices can be given in")
                    .problem();
        }
    }
}
