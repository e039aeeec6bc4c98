package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.CurrentCarts;
import io.checkoutsuite.cart.purge.PurgeHook;
import io.checkoutsuite.cart.purge.PurgeableCarts;
import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The current cart of a customer, for requests that name no cart. There is only one, whichever request comes first. */
class CurrentCartTests extends RunningCart {

    private static final String TWO_MUGS = "{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"mug\",\"quantity\":2}]}";

    private static final String ASKS_OFFERS = "POST /offer/pricing";

    @Autowired
    private CurrentCarts currentCarts;

    @Autowired
    private Carts carts;

    @Autowired
    private PurgeableCarts purgeableCarts;

    @Autowired
    private List<PurgeHook> hooks;

    private String name;

    @BeforeEach
    void a_new_customer() {
        buyer();
        name = "carla-" + UUID.randomUUID();
    }

    private HttpRequest.Builder mine(String path) {
        return as("customer", name, "/carts/mine" + path);
    }

    private HttpRequest.Builder adding(String json) {
        return with(mine("/lines"), "POST", json);
    }

    private long openCarts() {
        return mongo.getCollection("carts")
                .countDocuments(new Document("content.customerId", name).append("status", "IN_PROCESS"));
    }

    private void isNow(String cartId, String status) {
        mongo.getCollection("carts")
                .updateOne(
                        new Document("_id", "default/" + cartId), new Document("$set", new Document("status", status)));
    }

    @Test
    void ten_first_adds_at_once_make_one_cart_with_everything_in_it() {
        List<CompletableFuture<ApiResponse>> adds =
                IntStream.range(0, 10).mapToObj(i -> sending(adding(TWO_MUGS))).toList();

        List<ApiResponse> answers = adds.stream().map(CompletableFuture::join).toList();

        assertThat(answers)
                .extracting(ApiResponse::status)
                .containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200, 200, 200);
        assertThat(answers)
                .extracting(response -> response.text("/id"))
                .containsOnly(answers.getFirst().text("/id"));
        assertThat(answers).extracting(response -> response.header("ETag")).doesNotHaveDuplicates();
        assertThat(openCarts()).isEqualTo(1);
        ApiResponse mine = send(mine("").GET()).is(200);
        assertThat(mine.header("ETag")).isEqualTo("\"10\"");
        assertThat(mine.json().at("/lines/0/quantity").asLong()).isEqualTo(20);
        assertThat(mine.text("/id")).isEqualTo(answers.getFirst().text("/id"));
    }

    @Test
    void the_same_add_sent_again_adds_once_and_is_answered_the_same() {
        ApiResponse opened =
                send(adding(TWO_MUGS).header("Idempotency-Key", "first")).is(201);
        ApiResponse added =
                send(adding(TWO_MUGS).header("Idempotency-Key", "second")).is(200);

        for (ApiResponse response : List.of(opened, added)) {
            String key = response.equals(opened) ? "first" : "second";
            ApiResponse again =
                    send(adding(TWO_MUGS).header("Idempotency-Key", key)).is(response.status());
            assertThat(again.body()).isEqualTo(response.body());
            assertThat(again.header("Location")).isEqualTo("/carts/" + opened.text("/id"));
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(again.header("ETag")).isNotEmpty().isEqualTo(response.header("ETag"));
        }
        send(adding(TWO_MUGS.replace("2", "3")).header("Idempotency-Key", "first"))
                .is(422);
        assertThat(send(mine("").GET()).json().at("/lines/0/quantity").asLong()).isEqualTo(4);
    }

    @Test
    void many_first_adds_with_one_key_add_once() {
        List<CompletableFuture<ApiResponse>> adds = IntStream.range(0, 10)
                .mapToObj(i -> sending(adding(TWO_MUGS).header("Idempotency-Key", "once")))
                .toList();

        assertThat(adds).allSatisfy(add -> assertThat(add.join().status()).isEqualTo(201));
        assertThat(send(mine("").GET()).json().at("/lines/0/quantity").asLong()).isEqualTo(2);
        assertThat(openCarts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBMITTED", "CANCELLED", "REJECTED"})
    void after_a_cart_that_is_over_ten_adds_at_once_make_one_new_cart(String over) {
        String first = send(adding(TWO_MUGS).header("Idempotency-Key", "first")).text("/id");
        isNow(first, over);
        send(mine("").GET()).is(404);

        List<String> second = IntStream.range(0, 10).mapToObj(i -> sending(adding(TWO_MUGS))).toList().stream()
                .map(add -> add.join().text("/id"))
                .distinct()
                .toList();

        assertThat(second).hasSize(1).doesNotContain(first);
        assertThat(openCarts()).isEqualTo(1);
        isNow(second.getFirst(), over);
        String third = send(adding(TWO_MUGS)).is(201).text("/id");
        assertThat(third).isNotIn(first, second.getFirst());
    }

    @Test
    void an_add_that_is_sent_again_after_its_cart_was_submitted_is_not_added_to_the_next() {
        ApiResponse first =
                send(adding(TWO_MUGS).header("Idempotency-Key", "first")).is(201);
        isNow(first.text("/id"), "SUBMITTED");

        ApiResponse again =
                send(adding(TWO_MUGS).header("Idempotency-Key", "first")).is(201);
        String next = send(adding(TWO_MUGS)).is(201).text("/id");
        ApiResponse late =
                send(adding(TWO_MUGS).header("Idempotency-Key", "first")).is(201);

        assertThat(List.of(again, late))
                .allSatisfy(response -> assertThat(response.body()).isEqualTo(first.body()));
        assertThat(next).isNotEqualTo(first.text("/id"));
        assertThat(send(mine("").GET()).json().at("/lines/0/quantity").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_PAYMENT_RESULT", "REQUIRES_APPROVAL", "IN_TRANSFER"})
    void while_the_cart_is_locked_nothing_is_added_and_no_other_is_opened(CartStatus locked) {
        String first = send(adding(TWO_MUGS)).text("/id");
        if (locked.isInCheckout()) {
            suspendCheckout(first, name, locked, Instant.now().plusSeconds(600));
        } else {
            isNow(first, locked.name());
        }

        assertThat(send(adding(TWO_MUGS)).is(409).text("/type")).isEqualTo("/problems/cart-locked");

        assertThat(send(mine("").GET()).is(200).text("/id")).isEqualTo(first);
        assertThat(openCarts()).isZero();
    }

    @Test
    void what_cannot_be_added_opens_no_cart() {
        send(adding("{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"no-such-thing\",\"quantity\":1}]}"))
                .is(422);
        send(adding("{\"lines\":[{\"sku\":\"mug\",\"quantity\":1}]}")).is(422);
        send(adding("{\"currency\":\"ZZZ\"}")).is(422);

        send(mine("").GET()).is(404);
        send(adding(TWO_MUGS)).is(201);
        ApiResponse euros = send(adding(TWO_MUGS.replace("GBP", "EUR"))).is(422);
        assertThat(euros.text("/errors/0/pointer")).isEqualTo("/currency");
        assertThat(send(mine("").GET()).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void only_customers_have_one_and_each_their_own() {
        String cartId = send(adding(TWO_MUGS)).text("/id");

        send(with(to("/carts/mine/lines"), "POST", TWO_MUGS)).is(401);
        send(with(as("csr", "carl", "/carts/mine/lines"), "POST", TWO_MUGS)).is(403);
        send(as("customer", "eve-" + name, "/carts/mine").GET()).is(404);
        send(with(as("customer", "eve-" + name, "/carts/mine/lines"), "POST", TWO_MUGS))
                .is(201);
        send(as("customer", "eve-" + name, "/carts/" + cartId).GET()).is(404);
        send(as("customer", name, "/carts/" + cartId).GET()).is(200);
    }

    @Test
    void a_number_advances_once_however_many_ask_for_it() {
        for (long from : List.of(1L, 1L, 2L, 2L, 3L, 2L, 1L)) {
            currentCarts.advance("default", name, from);
        }

        assertThat(currentCarts.number("default", name)).isEqualTo(4);
        assertThat(currentCarts.number("acme", name)).isEqualTo(1);
        assertThat(CurrentCarts.cartId("acme", name, 1)).isNotEqualTo(CurrentCarts.cartId("default", name, 1));
    }

    @Test
    void an_add_that_was_under_way_while_its_cart_was_opened_and_removed_opens_one_of_another_id() {
        String first = CurrentCarts.cartId("default", name, 1);
        int before = PARTICIPANTS.calls(ASKS_OFFERS).size();
        CountDownLatch offers = PARTICIPANTS.blocks(ASKS_OFFERS);
        CompletableFuture<ApiResponse> late = sending(adding(TWO_MUGS));
        await().until(() -> PARTICIPANTS.calls(ASKS_OFFERS).size() > before);
        Cart opened = Cart.opened(
                first,
                "default",
                CartStatus.IN_PROCESS,
                CartContent.empty(Currency.getInstance("GBP"), name, null, Instant.now()),
                List.of());
        assertThat(carts.open(opened)).isTrue();
        hooks.forEach(hook -> hook.beforePurge(opened));
        assertThat(purgeableCarts.remove(opened)).isTrue();

        offers.countDown();

        assertThat(late.join().is(201).text("/id")).isEqualTo(CurrentCarts.cartId("default", name, 2));
        assertThat(carts.find("default", first)).isEmpty();
        assertThat(openCarts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IN_PROCESS", "SUBMITTED"})
    void a_cart_that_was_removed_for_its_age_is_followed_by_one_of_another_id(String status) {
        String first = send(adding(TWO_MUGS)).text("/id");
        isNow(first, status);
        Cart old = carts.find("default", first).orElseThrow();

        hooks.forEach(hook -> hook.beforePurge(old));
        hooks.forEach(hook -> hook.beforePurge(old));
        assertThat(purgeableCarts.remove(old)).isTrue();

        assertThat(send(adding(TWO_MUGS)).is(201).text("/id")).isNotEqualTo(first);
        assertThat(currentCarts.number("default", name)).isEqualTo(2);
    }
}
