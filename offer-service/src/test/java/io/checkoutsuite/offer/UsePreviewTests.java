package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class UsePreviewTests extends RunningOffers {

    /** Returns the reasons of the refused uses, in order. */
    private List<String> refused(String email, String offer, String... codes) {
        StringBuilder uses = new StringBuilder();
        for (String code : codes) {
            uses.append(uses.isEmpty() ? "" : ",")
                    .append("{\"offerId\":\"%s\",\"code\":\"%s\"}".formatted(offer, code));
        }
        return call(
                        HttpMethod.POST,
                        "/uses/previews",
                        "service",
                        "{\"email\":\"%s\",\"uses\":[%s]}".formatted(email, uses))
                .is(200)
                .json()
                .path("refused")
                .valueStream()
                .map(use -> use.path("reason").asString())
                .toList();
    }

    @Test
    void uses_that_could_not_be_reserved_are_named_with_their_reason_and_none_is_reserved() {
        String offer = newName("preview");
        putOffer(offer).is(200);
        putCode(offer + "-once", offer, "maxUses", 1).is(200);
        putCode(offer + "-mine", offer, "maxUsesPerCustomer", 1).is(200);
        putCode(offer + "-over", offer, "endsAt", "2020-01-01T00:00:00Z").is(200);

        assertThat(refused("ann@example.org", offer, offer + "-once", offer + "-mine"))
                .isEmpty();
        assertThat(refused("ann@example.org", offer, offer + "-once")).isEmpty();
        use(newRequest(), "Ann@example.org", 300, offer, offer + "-once").is(200);
        use(newRequest(), "Ann@example.org", 300, offer, offer + "-mine").is(200);

        assertThat(refused(
                        "ann@example.org", offer, offer + "-once", offer + "-mine", offer + "-over", offer + "-none"))
                .containsExactlyInAnyOrder("EXHAUSTED", "EXHAUSTED_FOR_CUSTOMER", "EXPIRED", "UNKNOWN");
        assertThat(refused("bob@example.org", offer, offer + "-mine")).isEmpty();
    }

    @Test
    void two_codes_of_one_offer_need_two_uses_of_it() {
        String offer = newName("preview");
        putOffer(offer, "maxUses", 1).is(200);
        putCode(offer + "-a", offer).is(200);
        putCode(offer + "-b", offer).is(200);

        assertThat(refused("ann@example.org", offer, offer + "-a")).isEmpty();
        assertThat(refused("ann@example.org", offer, offer + "-a", offer + "-b"))
                .containsOnly("EXHAUSTED");
        use(newRequest(), offer, offer + "-a").is(200);
        assertThat(refused("ann@example.org", offer, offer + "-a")).containsExactly("EXHAUSTED");
    }

    @Test
    void only_services_may_preview() {
        call(HttpMethod.POST, "/uses/previews", "operator", "{\"uses\":[]}").isProblem(403, "forbidden");
    }
}
