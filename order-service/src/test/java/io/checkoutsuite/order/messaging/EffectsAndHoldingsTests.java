package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.order.OrderApi;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.Sales;
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
class EffectsAndHoldingsTests {

    private final OrderEffects effects;
    private final OrderHoldings holdings;
    private final CheckoutCompletionListener completions;
    private final CheckoutRollbackListener rollbacks;
    private final InventoryShortListener shortages;
    private final EventCodec codec;
    private final OrderApi api;
    private final MongoOperations mongo;

    private final Sales sale = Sales.aGuest();

    private void hear(Consumer<Message<byte[]>> listener, SuiteEvent event) {
        listener.accept(codec.message(codec.entry(event)));
    }

    @Test
    void a_sale_that_was_not_heard_of_would_make_its_order() {
        assertThat(effects.assess(sale.completion())).isEqualTo(Effect.change("would create order " + sale.number()));
    }

    @Test
    void a_sale_whose_order_is_there_changes_nothing_also_while_it_waits_for_stock() {
        hear(completions, sale.completion());
        assertThat(effects.assess(sale.completion()).kind()).isEqualTo(Effect.Kind.NOTHING);

        hear(shortages, sale.shortage());

        assertThat(effects.assess(sale.completion()).kind()).isEqualTo(Effect.Kind.NOTHING);
        assertThat(effects.assess(sale.shortage()).kind()).isEqualTo(Effect.Kind.NOTHING);
    }

    @Test
    void the_same_request_with_another_number_or_total_is_a_conflict() {
        hear(completions, sale.completion());

        assertThat(effects.assess(sale.numbered("another").completion()).kind()).isEqualTo(Effect.Kind.CONFLICT);
        assertThat(effects.assess(sale.withLines(7).completion()).kind()).isEqualTo(Effect.Kind.CONFLICT);
    }

    @Test
    void a_cart_that_another_checkout_ordered_is_a_conflict() {
        hear(completions, sale.completion());
        Sales other = sale.anotherAttempt();

        assertThat(effects.assess(other.completion()))
                .isEqualTo(Effect.conflict(
                        "cart was ordered as %s by request %s".formatted(sale.number(), sale.requestId())));
        assertThat(effects.assess(other.shortage()).kind()).isEqualTo(Effect.Kind.CONFLICT);
        assertThat(effects.assess(other.rollback("CHECKOUT_ABANDONED")).kind()).isEqualTo(Effect.Kind.CHANGE);
    }

    @Test
    void a_number_that_another_cart_has_is_a_conflict_also_while_its_order_is_awaited() {
        hear(shortages, sale.shortage());
        Sales second = Sales.aGuest().numbered(sale.number());

        assertThat(effects.assess(second.completion()).kind()).isEqualTo(Effect.Kind.CONFLICT);
        assertThat(effects.assess(second.shortage()).kind()).isEqualTo(Effect.Kind.CONFLICT);
        assertThat(effects.assess(sale.completion()))
                .isEqualTo(Effect.change("would create order " + sale.number() + ", on hold"));
    }

    @Test
    void an_attempt_is_either_ordered_or_rolled_back() {
        Sales given = Sales.aGuest();
        hear(completions, sale.completion());
        assertThat(effects.assess(given.rollback("CHECKOUT_ABANDONED")))
                .isEqualTo(Effect.change("would record the failed attempt"));
        hear(rollbacks, given.rollback("CHECKOUT_ABANDONED"));

        assertThat(effects.assess(sale.rollback("CHECKOUT_ABANDONED")))
                .isEqualTo(Effect.conflict("request has become order " + sale.number()));
        assertThat(effects.assess(given.rollback("CHECKOUT_ABANDONED")).kind()).isEqualTo(Effect.Kind.NOTHING);
        assertThat(effects.assess(given.completion()).kind()).isEqualTo(Effect.Kind.CONFLICT);
    }

    @Test
    void to_assess_changes_nothing() {
        effects.assess(sale.completion());
        effects.assess(sale.shortage());
        effects.assess(sale.rollback("CHECKOUT_ABANDONED"));

        assertThat(effects.assess(sale.completion()).kind()).isEqualTo(Effect.Kind.CHANGE);
        assertThat(api.operator()
                        .get("/failed-orders?cartId=" + sale.cartId())
                        .json()
                        .at("/items"))
                .isEmpty();
    }

    @Test
    void orders_are_listed_in_pages_with_number_and_total_and_awaited_ones_are_not() {
        hear(completions, sale.completion());
        Sales awaited = Sales.aGuest();
        hear(shortages, awaited.shortage());
        Sales elsewhere = Sales.aGuest().inTenant("other");
        hear(completions, elsewhere.completion());

        List<Holding> all = all("default");

        assertThat(all).extracting(Holding::id).isSorted().doesNotHaveDuplicates();
        assertThat(all).extracting(Holding::cartId).doesNotContain(awaited.cartId(), elsewhere.cartId());
        assertThat(all)
                .filteredOn(holding -> holding.cartId().equals(sale.cartId()))
                .singleElement()
                .satisfies(holding -> {
                    assertThat(holding.kind()).isEqualTo("ORDER");
                    assertThat(holding.requestId()).isEqualTo(sale.requestId());
                    assertThat(holding.detail()).isEqualTo(sale.number() + " 15.20 GBP");
                });
        assertThat(all("other")).extracting(Holding::cartId).contains(elsewhere.cartId());
        assertThat(api.operator()
                        .get("/ops/holdings?limit=1")
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(all.getFirst().id());
    }

    @Test
    void an_order_that_cannot_be_read_is_left_out_of_lists_and_said_to_be_so_of_its_event_alone() {
        List<Sales> spoilt = Stream.generate(() -> Sales.by("spoilt-" + sale.cartId()))
                .limit(5)
                .map(sold -> sold.inCart("0-" + sold.cartId()))
                .toList();
        Sales kept = Sales.by(spoilt.getFirst().customerId()).inCart("1-" + sale.cartId());
        hear(completions, kept.completion());
        spoilt.forEach(sold -> hear(completions, sold.completion()));
        spoilt.subList(0, 3).forEach(sold -> change(sold, "holds", "none"));
        change(spoilt.get(3), "cartId", "another");
        change(spoilt.get(4), "createdAt", "yesterday");
        spoilt.forEach(sold -> change(sold, "seq", "z-" + sold.cartId()));

        try {
            assertThat(holdings.page("default", null, "0-", 1))
                    .extracting(Holding::cartId)
                    .containsExactly(kept.cartId());
            assertThat(api.operator()
                            .get("/orders?limit=1&customerId=" + kept.customerId())
                            .json()
                            .at("/items/0/cartId")
                            .asString())
                    .isEqualTo(kept.cartId());
            assertThat(assessed(spoilt.getFirst(), kept))
                    .containsExactly(
                            "UNREADABLE the stored data of this request cannot be read",
                            "NOTHING order " + kept.number() + " exists");
        } finally {
            spoilt.forEach(sold -> mongo.remove(ofCart(sold), "orders"));
        }
    }

    private void change(Sales sold, String field, Object value) {
        mongo.updateFirst(ofCart(sold), Update.update(field, value), "orders");
    }

    private static Query ofCart(Sales sold) {
        return Query.query(Criteria.where("_id").is("default/" + sold.cartId()));
    }

    private List<String> assessed(Sales... sold) {
        String events = Stream.of(sold)
                .map(each -> codec.entry(each.completion()))
                .map(entry -> "{\"type\":\"%s\",\"body\":%s}".formatted(entry.type(), entry.body()))
                .collect(Collectors.joining(","));
        return api.operator()
                .post("/ops/assessments", "{\"events\":[" + events + "]}")
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("effect").asString() + " "
                        + item.path("description").asString())
                .toList();
    }

    private List<Holding> all(String tenant) {
        List<Holding> all = new ArrayList<>();
        List<Holding> page = holdings.page(tenant, null, "", 3);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = holdings.page(tenant, null, page.getLast().id(), 3);
        }
        return all;
    }
}
