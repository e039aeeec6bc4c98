package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.test.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.messaging.Message;

@OrderServiceTest
@RequiredArgsConstructor
class PreviewsAndHeldResourcesTests {

    private final OrderEventPreviewer previewer;
    private final OrderHeldResources heldResources;
    private final CheckoutCompletionListener completions;
    private final CheckoutRollbackListener rollbacks;
    private final InventoryShortListener shortages;
    private final EventCodec codec;
    private final ApiClient api;
    private final MongoOperations mongo;

    private final SaleFixture sale = SaleFixture.ofGuest();

    private void deliver(Consumer<Message<byte[]>> listener, SuiteEvent event) {
        listener.accept(codec.message(codec.entry(event)));
    }

    @Test
    void a_sale_that_was_not_delivered_before_would_make_its_order() {
        assertThat(previewer.preview(sale.completion()))
                .isEqualTo(EventPreview.change("would create order " + sale.number()));
    }

    @Test
    void a_sale_whose_order_is_there_changes_nothing_also_while_it_waits_for_stock() {
        deliver(completions, sale.completion());
        assertThat(previewer.preview(sale.completion()).kind()).isEqualTo(EventPreview.Kind.NOTHING);

        deliver(shortages, sale.shortage());

        assertThat(previewer.preview(sale.completion()).kind()).isEqualTo(EventPreview.Kind.NOTHING);
        assertThat(previewer.preview(sale.shortage()).kind()).isEqualTo(EventPreview.Kind.NOTHING);
    }

    @Test
    void the_same_request_with_another_number_or_total_is_a_conflict() {
        deliver(completions, sale.completion());

        assertThat(previewer.preview(sale.withNumber("another").completion()).kind())
                .isEqualTo(EventPreview.Kind.CONFLICT);
        assertThat(previewer.preview(sale.withLines(7).completion()).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
    }

    @Test
    void a_cart_that_another_checkout_ordered_is_a_conflict() {
        deliver(completions, sale.completion());
        SaleFixture other = sale.anotherAttempt();

        assertThat(previewer.preview(other.completion()))
                .isEqualTo(EventPreview.conflict(
                        "cart was ordered as %s by request %s".formatted(sale.number(), sale.requestId())));
        assertThat(previewer.preview(other.shortage()).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
        assertThat(previewer.preview(other.rollback("CHECKOUT_ABANDONED")).kind())
                .isEqualTo(EventPreview.Kind.CHANGE);
    }

    @Test
    void a_number_that_another_cart_has_is_a_conflict_also_while_its_order_is_awaited() {
        deliver(shortages, sale.shortage());
        SaleFixture second = SaleFixture.ofGuest().withNumber(sale.number());

        assertThat(previewer.preview(second.completion()).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
        assertThat(previewer.preview(second.shortage()).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
        assertThat(previewer.preview(sale.completion()))
                .isEqualTo(EventPreview.change("would create order " + sale.number() + ", on hold"));
    }

    @Test
    void an_attempt_is_either_ordered_or_rolled_back() {
        SaleFixture rolledBack = SaleFixture.ofGuest();
        deliver(completions, sale.completion());
        assertThat(previewer.preview(rolledBack.rollback("CHECKOUT_ABANDONED")))
                .isEqualTo(EventPreview.change("would record the failed attempt"));
        deliver(rollbacks, rolledBack.rollback("CHECKOUT_ABANDONED"));

        assertThat(previewer.preview(sale.rollback("CHECKOUT_ABANDONED")))
                .isEqualTo(EventPreview.conflict("request has become order " + sale.number()));
        assertThat(previewer.preview(rolledBack.rollback("CHECKOUT_ABANDONED")).kind())
                .isEqualTo(EventPreview.Kind.NOTHING);
        assertThat(previewer.preview(rolledBack.completion()).kind()).isEqualTo(EventPreview.Kind.CONFLICT);
    }

    @Test
    void a_preview_changes_nothing() {
        previewer.preview(sale.completion());
        previewer.preview(sale.shortage());
        previewer.preview(sale.rollback("CHECKOUT_ABANDONED"));

        assertThat(previewer.preview(sale.completion()).kind()).isEqualTo(EventPreview.Kind.CHANGE);
        assertThat(api.operator()
                        .get("/failed-orders?cartId=" + sale.cartId())
                        .json()
                        .at("/items"))
                .isEmpty();
    }

    @Test
    void orders_are_listed_in_pages_with_number_and_total_and_awaited_ones_are_not() {
        deliver(completions, sale.completion());
        SaleFixture awaited = SaleFixture.ofGuest();
        deliver(shortages, awaited.shortage());
        SaleFixture elsewhere = SaleFixture.ofGuest().inTenant("other");
        deliver(completions, elsewhere.completion());

        List<HeldResource> all = all("default");

        assertThat(all).extracting(HeldResource::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(HeldResource::cartId).doesNotContain(awaited.cartId(), elsewhere.cartId());
        assertThat(all)
                .filteredOn(resource -> resource.cartId().equals(sale.cartId()))
                .singleElement()
                .satisfies(resource -> {
                    assertThat(resource.kind()).isEqualTo("ORDER");
                    assertThat(resource.requestId()).isEqualTo(sale.requestId());
                    assertThat(resource.detail()).isEqualTo(sale.number() + " 15.20 GBP");
                });
        assertThat(all("other")).extracting(HeldResource::cartId).contains(elsewhere.cartId());
        assertThat(api.operator()
                        .get("/ops/holdings?limit=1")
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(all.getFirst().id());
    }

    @Test
    void an_unreadable_order_is_left_out_of_lists_and_reported_for_its_event_alone() {
        List<SaleFixture> spoilt = Stream.generate(() -> SaleFixture.ofCustomer("spoilt-" + sale.cartId()))
                .limit(5)
                .map(sold -> sold.inCart("0-" + sold.cartId()))
                .toList();
        SaleFixture intact =
                SaleFixture.ofCustomer(spoilt.getFirst().customerId()).inCart("1-" + sale.cartId());
        deliver(completions, intact.completion());
        spoilt.forEach(sold -> deliver(completions, sold.completion()));
        spoilt.subList(0, 3).forEach(sold -> change(sold, "holds", "none"));
        change(spoilt.get(3), "cartId", "another");
        change(spoilt.get(4), "createdAt", "yesterday");
        spoilt.forEach(sold -> change(sold, "seq", "z-" + sold.cartId()));

        try {
            assertThat(heldResources.page("default", null, "0-", 1))
                    .extracting(HeldResource::cartId)
                    .containsExactly(intact.cartId());
            assertThat(api.operator()
                            .get("/orders?limit=1&customerId=" + intact.customerId())
                            .json()
                            .at("/items/0/cartId")
                            .asString())
                    .isEqualTo(intact.cartId());
            assertThat(previewed(spoilt.getFirst(), intact))
                    .containsExactly(
                            "UNREADABLE the stored data of this request cannot be read",
                            "NOTHING order " + intact.number() + " exists");
        } finally {
            spoilt.forEach(sold -> mongo.remove(ofCart(sold), "orders"));
        }
    }

    private void change(SaleFixture sold, String field, Object value) {
        mongo.updateFirst(ofCart(sold), Update.update(field, value), "orders");
    }

    private static Query ofCart(SaleFixture sold) {
        return Query.query(Criteria.where("_id").is("default/" + sold.cartId()));
    }

    private List<String> previewed(SaleFixture... sold) {
        String events = Stream.of(sold)
                .map(each -> codec.entry(each.completion()))
                .map(entry -> "{\"type\":\"%s\",\"body\":%s}".formatted(entry.type(), entry.body()))
                .collect(Collectors.joining(","));
        return api.operator()
                .post("/ops/previews", "{\"events\":[" + events + "]}")
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("kind").asString() + " "
                        + item.path("description").asString())
                .toList();
    }

    private List<HeldResource> all(String tenant) {
        List<HeldResource> all = new ArrayList<>();
        List<HeldResource> page = heldResources.page(tenant, null, "", 3);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = heldResources.page(tenant, null, page.getLast().id(), 3);
        }
        return all;
    }
}
