package io.checkoutsuite.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.messaging.MessagingFixture;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;

class TenantKeyTests {

    private static final String THINGS = "things";

    @ParameterizedTest
    @CsvSource({"shop/c1, shop, c1", "shop/default/tea/green, shop, default/tea/green", "shop/, shop, ''"})
    void an_id_and_its_key_are_converted_both_ways(String id, String tenant, String name) {
        assertThat(new TenantKey(tenant, name).id()).isEqualTo(id);
        assertThat(TenantKey.parse(id)).isEqualTo(new TenantKey(tenant, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "shop/", "shop/b"})
    void a_tenant_whose_documents_would_lie_in_the_range_of_another_is_refused(String tenant) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantKey(tenant, "c1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop", "/c1", " /c1"})
    void an_id_without_a_tenant_is_refused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantKey.parse(id));
    }

    @Test
    void a_range_has_all_documents_of_its_tenant_and_no_others() {
        List<String> neighbours =
                List.of("sho/z", "shop", "shop-2/a", "shop.", "shop0", "shop0/a", "shop1/a", "shoq/a");
        List<String> own = List.of("shop/!", "shop/a", "shop/a/b", "shop/b", "shop/~", "shop/ÿ", "shop/\uFFFF");
        try (MessagingFixture fixture = new MessagingFixture()) {
            neighbours.forEach(id -> fixture.mongo.insert(new Document("_id", id), THINGS));
            own.forEach(id -> fixture.mongo.insert(new Document("_id", id), THINGS));

            assertThat(found(fixture, TenantKey.first("shop")::startAfter)).containsExactlyElementsOf(own);
            assertThat(found(fixture, new TenantKey("shop", "b")::startAt))
                    .containsExactly("shop/b", "shop/~", "shop/ÿ", "shop/\uFFFF");
            assertThat(found(fixture, new TenantKey("shop", "b")::startAfter))
                    .containsExactly("shop/~", "shop/ÿ", "shop/\uFFFF");
            assertThat(found(fixture, new TenantKey("shop", "b")::endBefore))
                    .containsExactly("shop/!", "shop/a", "shop/a/b");
        }
    }

    @Test
    void a_range_keeps_the_other_criteria() {
        assertThat(new TenantKey("shop", "a")
                        .startAfter(where("state").is("OPEN"))
                        .getCriteriaObject())
                .isEqualTo(new Document("state", "OPEN")
                        .append("_id", new Document("$gt", "shop/a").append("$lt", "shop0")));
    }

    private static List<String> found(MessagingFixture fixture, UnaryOperator<Criteria> range) {
        return fixture
                .mongo
                .find(query(range.apply(new Criteria())).with(Sort.by("_id")), Document.class, THINGS)
                .stream()
                .map(thing -> thing.getString("_id"))
                .toList();
    }
}
