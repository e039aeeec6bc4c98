package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.offer.usage.Limit;
import io.checkoutsuite.offer.usage.LimitUpdates;
import io.checkoutsuite.reservations.counter.Counters;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class UseTests extends RunningOffers {

    @Autowired
    LimitUpdates limitUpdates;

    @Autowired
    Counters counters;

    @Test
    void of_07_a_code_for_fifty_is_used_by_exactly_fifty_of_two_hundred_parallel_buyers() {
        String offer = newOffer();
        String code = newCode(offer, "maxUses", 50);

        List<Integer> statuses = Concurrently.times(
                200,
                buyer -> use(newRequest(), "buyer" + buyer + "@example.org", 300, offer, code)
                        .status());

        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(50);
        assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(50, 50, 0, 0));
    }

    @Test
    void of_02_a_customer_uses_an_offer_as_often_as_allowed_and_a_guest_is_known_by_e_mail() {
        String offer = newOffer("automatic", true, "maxUsesPerCustomer", 1);
        String first = newRequest();

        use(first, "ann@example.org", 300, offer, null).is(200);

        assertRefused(use(newRequest(), "Ann@Example.ORG", 300, offer, null), "EXHAUSTED_FOR_CUSTOMER");
        use(newRequest(), "bob@example.org", 300, offer, null).is(200);
        assertRefused(use(newRequest(), null, 300, offer, null), "EXHAUSTED_FOR_CUSTOMER");
        release(first).is(204);
        use(newRequest(), "ann@example.org", 300, offer, null).is(200);
        putOffer(offer, "automatic", false).is(200);
    }

    @Test
    void a_customer_is_the_same_signed_in_or_not_and_with_any_tag_on_the_address() {
        String offer = newOffer("maxUsesPerCustomer", 1);
        String code = newCode(offer);
        useOf(newRequest(), null, "dora@example.org", offer, code).is(200);

        useOf(newRequest(), null, "Dora+2@Example.org", offer, code).is(409);
        useOf(newRequest(), null, "do\u200Bra@example.org", offer, code).is(409);
        useOf(newRequest(), "c-dora", "dora@example.org", offer, code).is(409);
        useOf(newRequest(), "c-dora", "other@example.org", offer, code).is(200);
        useOf(newRequest(), "c-dora", "third@example.org", offer, code).is(409);
        useOf(newRequest(), null, "OTHER@example.org", offer, code).is(409);
    }

    @Test
    void of_01_and_of_08_a_limit_that_is_lowered_meanwhile_holds_from_the_next_use_on() {
        String offer = newOffer("maxUses", 10);
        String code = newCode(offer);
        for (int i = 0; i < 3; i++) {
            use(newRequest(), offer, code).is(200);
        }

        putOffer(offer, "maxUses", 2).is(200);

        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(2, 3, 0, 0));
        assertRefused(use(newRequest(), offer, code), "EXHAUSTED");
        putOffer(offer, "maxUses", 4).is(200);
        use(newRequest(), offer, code).is(200);
        assertRefused(use(newRequest(), offer, code), "EXHAUSTED");
        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(4, 4, 0, 0));
    }

    @Test
    void of_two_limits_the_later_holds_though_a_buyer_saw_the_earlier() {
        String counter = "default/offer/" + newName("raced");
        limitUpdates.enforce(List.of(new Limit(counter, Limit.Scope.ALL_BUYERS, 10, 2)));

        limitUpdates.enforce(List.of(new Limit(counter, Limit.Scope.ALL_BUYERS, 50, 1)));

        assertThat(counters.find(counter).orElseThrow().total()).isEqualTo(10);
        limitUpdates.enforce(List.of(new Limit(counter, Limit.Scope.ALL_BUYERS, 7, 3)));
        assertThat(counters.find(counter).orElseThrow().available()).isEqualTo(7);
    }

    @Test
    void the_same_request_again_finds_its_own_use() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer, "maxUses", 5, "maxUsesPerCustomer", 1);
        String request = newRequest();

        use(request, offer, code).is(200);
        use(request, offer, code.toLowerCase(java.util.Locale.ROOT)).is(200);

        assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 1, 0, 0));
        assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(5, 1, 0, 4));
        assertRefused(use(newRequest(), offer, code), "EXHAUSTED");
        assertThat(usageFiguresOf("/codes/" + code)).isEqualTo(new UsageFigures(5, 1, 0, 4));
    }

    @Test
    void the_same_request_again_gets_the_same_result_though_the_code_ended_or_got_a_limit_meanwhile() {
        String offer = newOffer();
        String code = newCode(offer);
        String ended = newRequest();
        use(ended, offer, code).is(200);
        putCode(code, offer, "maxUses", 1).is(200);
        use(ended, offer, code).is(200);
        putCode(code, offer, "endsAt", "2020-01-01T00:00:00Z").is(200);

        use(ended, offer, code).is(200);

        use(ended, newOffer("automatic", false), code).isProblem(409, "conflict");
        assertRefused(use(newRequest(), offer, code), "EXPIRED");
    }

    @Test
    void a_refused_request_is_refused_again() {
        String offer = newOffer("maxUses", 0);
        String code = newCode(offer);
        String request = newRequest();

        assertRefused(use(request, offer, code), "EXHAUSTED");
        assertRefused(use(request, offer, code), "EXHAUSTED");
        release(request).is(204);
        use(request, offer, code).isProblem(409, "uses-closed");
    }

    @Test
    void expired_and_unknown_offers_and_codes_are_refused() {
        String offer = newOffer();
        String over = newCode(offer, "endsAt", "2020-01-01T00:00:00Z");
        String foreign = newCode(newOffer());

        assertRefused(use(newRequest(), offer, over), "EXPIRED");
        assertRefused(use(newRequest(), offer, "NO-SUCH-CODE"), "UNKNOWN");
        assertRefused(use(newRequest(), offer, foreign), "UNKNOWN");
        assertRefused(use(newRequest(), offer, null), "UNKNOWN");
        assertRefused(use(newRequest(), "no-such-offer", null), "UNKNOWN");
    }

    @Test
    void a_release_of_an_unknown_request_leaves_a_tombstone() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();

        release(request).is(204);
        release(request).is(204);

        use(request, offer, code).isProblem(409, "uses-closed");
        assertThat(state(request)).isEqualTo("RELEASED");
        assertThat(usageFiguresOf("/offers/" + offer).available()).isEqualTo(1);
    }

    @Test
    void uses_are_released_once_when_their_lease_has_expired() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        String request = newRequest();
        use(request, "ann@example.org", 1, offer, code).is(200);

        await().untilAsserted(
                        () -> assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(1, 0, 0, 1)));

        use(request, offer, code).isProblem(409, "uses-closed");
        use(newRequest(), offer, code).is(200);
    }

    @Test
    void a_use_without_limits_needs_no_counter() {
        String offer = newOffer();
        String code = newCode(offer);
        String request = newRequest();

        use(request, offer, code).is(200);

        assertThat(state(request)).isEqualTo("RESERVED");
        assertThat(counters.find("default/offer/" + offer)).isEmpty();
        assertThat(counters.find("default/code/" + code)).isEmpty();
    }

    @Test
    void every_value_that_is_not_allowed_is_named() {
        ApiResponse refused = call(
                HttpMethod.PUT, "/uses/" + newRequest(), "service", "{\"leaseSeconds\":0,\"uses\":[{\"code\":\"X\"}]}");

        assertThat(refused.isProblem(422, "invalid-request").pointers())
                .containsExactly("/cartId", "/leaseSeconds", "/uses/0/offerId");
    }

    @Test
    void only_services_reserve_uses_and_unknown_requests_are_not_found() {
        call(HttpMethod.PUT, "/uses/" + newRequest(), null, "{}").isProblem(401, "unauthenticated");
        call(HttpMethod.PUT, "/uses/" + newRequest(), "customer", "{}").isProblem(403, "forbidden");
        call(HttpMethod.DELETE, "/uses/" + newRequest(), "operator", null).isProblem(403, "forbidden");
        call(HttpMethod.GET, "/uses/" + newRequest(), "operator", null).isProblem(404, "not-found");
    }
}
