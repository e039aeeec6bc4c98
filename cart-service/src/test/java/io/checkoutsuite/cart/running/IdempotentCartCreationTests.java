package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.cart.CartCreationKeys;
import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Carts that are created with an Idempotency-Key. The same key creates one cart, and the id of a purged cart is never reused. */
class IdempotentCartCreationTests extends RunningCart {

    private static final Duration A_DAY = CartCreationKeys.VALIDITY.plusMinutes(1);

    private final String key = UUID.randomUUID().toString();

    @Autowired
    private CartCreationKeys keys;

    private HttpRequest.Builder creation() {
        return with(as("customer", "kim", "/carts").header("Idempotency-Key", key), "POST", "{\"currency\":\"GBP\"}");
    }

    private String created() {
        return send(creation()).is(201).text("/id");
    }

    private void isPurged(String cartId) {
        assertThat(mongo.getCollection("carts")
                        .deleteOne(new Document("_id", "default/" + cartId))
                        .getDeletedCount())
                .isEqualTo(1);
    }

    private void isOlder(String cartId, Duration age) {
        assertThat(mongo.getCollection("cart_keys")
                        .updateOne(
                                new Document("cartId", cartId),
                                new Document(
                                        "$set",
                                        new Document(
                                                "createdAt",
                                                Date.from(Instant.now().minus(age)))))
                        .getMatchedCount())
                .isEqualTo(1);
    }

    @Test
    void however_many_send_the_same_creation_at_once_it_opens_one_cart() {
        List<String> ids = IntStream.range(0, 16).mapToObj(i -> sending(creation())).toList().stream()
                .map(CompletableFuture::join)
                .map(response -> response.is(201).text("/id"))
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
        assertThat(mongo.getCollection("carts").countDocuments(new Document("cartId", ids.getFirst())))
                .isEqualTo(1);
    }

    @Test
    void a_key_that_is_sent_again_after_its_cart_was_purged_opens_a_cart_of_another_id_and_repeats_that_one() {
        String first = created();
        isOlder(first, A_DAY);
        isPurged(first);

        String second = created();

        assertThat(second).isNotEqualTo(first);
        assertThat(created()).isEqualTo(second);
    }

    @Test
    void a_creation_whose_process_died_before_the_cart_was_there_opens_the_cart_of_its_key() {
        String first = created();
        isPurged(first);

        assertThat(created()).isEqualTo(first);
    }

    @Test
    void an_old_key_whose_cart_is_still_there_gets_its_first_response() {
        String first = created();
        isOlder(first, A_DAY);

        ApiResponse again = send(creation()).is(201);

        assertThat(again.text("/id")).isEqualTo(first);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void the_id_of_a_cart_says_nothing_about_its_key() {
        String first = created();
        isOlder(first, A_DAY.multipliedBy(2));

        assertThat(keys.deleteOlderThan(Instant.now().minus(CartCreationKeys.VALIDITY.multipliedBy(2)), 10))
                .isEqualTo(1);

        assertThat(created()).isNotEqualTo(first);
    }

    @Test
    void keys_are_not_deleted_before_their_time() {
        String first = created();
        isOlder(first, Duration.ofHours(47));

        keys.deleteOlderThan(Instant.now().minus(CartCreationKeys.VALIDITY.multipliedBy(2)), 10);

        assertThat(created()).isEqualTo(first);
    }
}
