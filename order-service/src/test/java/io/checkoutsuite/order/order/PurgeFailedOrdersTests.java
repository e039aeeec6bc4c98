package io.checkoutsuite.order.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.PaymentStub;
import io.checkoutsuite.order.order.Retention.NotRetained;
import io.checkoutsuite.test.http.ApiClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

@OrderServiceTest
@RequiredArgsConstructor
class PurgeFailedOrdersTests {

    /** Older than all records that other tests leave behind. */
    private static final Instant LIMIT = Instant.parse("2024-01-15T12:00:00Z");

    private static final Instant LONG_AFTER = Instant.parse("2999-01-01T00:00:00Z");

    private static final String SETTINGS = "suite.order.failed-order-purge.";

    private final FailedOrders failedOrders;
    private final HeldFunds heldFunds;
    private final MongoOperations mongo;
    private final Clock clock;
    private final ApiClient api;
    private final ApplicationContext context;

    private final String tenant = "default";

    private PurgeFailedOrders purge() {
        return purge(heldFunds, clock);
    }

    private PurgeFailedOrders purge(HeldFunds funds, Clock now) {
        Duration age = Duration.between(LIMIT, now.instant());
        return new PurgeFailedOrders(
                failedOrders,
                funds,
                new FailedOrderPurgeSettings(true, age, 100, Duration.ofHours(48)),
                new Leases(mongo, clock),
                now);
    }

    private List<String> failed(int howMany, Instant at) {
        List<String> requests = IntStream.range(0, howMany)
                .mapToObj(index -> "old-" + UUID.randomUUID())
                .toList();
        requests.forEach(request -> failedOrders.add(new FailedOrder(
                tenant,
                request,
                "cart-" + request,
                "N1",
                "CHECKOUT_ABANDONED",
                null,
                null,
                null,
                at,
                new NotRetained())));
        return requests;
    }

    private boolean isThere(String request) {
        return !failedOrders.list(tenant, "cart-" + request, false, null, 1).isEmpty();
    }

    private long there(List<String> requests) {
        return requests.stream().filter(this::isThere).count();
    }

    @AfterEach
    void leaves_nothing_for_the_next() {
        failedOrders
                .due(LIMIT.plus(Duration.ofDays(1)), LONG_AFTER, 10_000)
                .forEach(left -> failedOrders.purge(left.tenant(), left.requestId(), left.cartId()));
    }

    @Test
    void three_hundred_old_records_go_in_three_batches_and_newer_ones_stay() {
        List<String> old = Stream.of(
                        failed(120, Instant.parse("2021-03-31T23:59:59Z")),
                        failed(100, Instant.parse("2023-12-01T00:00:00Z")),
                        failed(80, LIMIT.minusSeconds(60)))
                .flatMap(List::stream)
                .toList();
        List<String> newer = failed(5, LIMIT.plusSeconds(60));
        PurgeFailedOrders purge = purge();

        assertThat(purge.purgeBatch()).isEqualTo(100);
        assertThat(purge.purgeBatch()).isEqualTo(100);
        assertThat(purge.purgeBatch()).isEqualTo(100);
        assertThat(purge.purgeBatch()).isZero();

        assertThat(there(old)).isZero();
        assertThat(there(newer)).isEqualTo(5);
    }

    @Test
    void that_an_attempt_was_rolled_back_outlives_its_record_and_nothing_of_the_buyer_does() {
        String request = failed(1, LIMIT.minusSeconds(60)).getFirst();

        purge().purgeBatch();

        assertThat(failedOrders.contains(tenant, request)).isTrue();
        assertThat(mongo.getCollection("failed_orders")
                        .find(new Document("_id", tenant + "/" + request))
                        .first())
                .containsOnlyKeys("_id", "tenant", "requestId", "cartId", "purged");
        failedOrders.add(new FailedOrder(
                tenant,
                request,
                "cart-" + request,
                "N1",
                "CHECKOUT_ABANDONED",
                null,
                null,
                "ann",
                LIMIT,
                new NotRetained()));
        assertThat(isThere(request)).as("after a repeated rollback").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTHORIZED", "RUNNING", "REVERSING", "REVERSAL_FAILED", "BOUND", "SOMETHING_NEW"})
    void one_whose_money_may_still_be_held_is_retained_and_flagged_and_blocks_no_other(String state) {
        List<String> old = failed(150, LIMIT.minusSeconds(60));
        String held = old.getFirst();
        PaymentStub.setState(tenant, held, state);
        PurgeFailedOrders purge = purge();

        int purged = purge.purgeBatch() + purge.purgeBatch() + purge.purgeBatch();

        assertThat(purged).isEqualTo(149);
        assertThat(isThere(held)).isTrue();
        assertThat(api.operator()
                        .get("/failed-orders?retained=true&cartId=cart-" + held)
                        .json()
                        .at("/items/0/retained/reason")
                        .asString())
                .contains(state);
        assertThat(api.operator().get("/failed-orders?retained=true").json().at("/items"))
                .hasSize(1);
    }

    @Test
    void one_that_was_retained_is_purged_once_its_money_was_returned_but_is_not_rechecked_all_the_time() {
        String held = failed(1, LIMIT.minusSeconds(60)).getFirst();
        PaymentStub.setState(tenant, held, "REVERSAL_FAILED");
        purge().purgeBatch();
        PaymentStub.setState(tenant, held, "REVERSED");

        assertThat(purge().purgeBatch()).isZero();
        assertThat(purge(heldFunds, Clock.offset(clock, Duration.ofHours(49))).purgeBatch())
                .isEqualTo(1);
        assertThat(isThere(held)).isFalse();
    }

    @Test
    void more_unreadable_records_than_fit_a_batch_block_no_other_and_appear_in_no_list() {
        List<String> spoilt = failed(120, LIMIT.minusSeconds(90));
        spoilt.subList(0, 60).forEach(request -> change(request, "retained", "for good"));
        spoilt.subList(60, 120).forEach(request -> change(request, "requestId", "another"));
        List<String> old = failed(30, LIMIT.minusSeconds(60));

        try {
            assertThat(purge().purgeBatch()).isEqualTo(30);
            assertThat(there(old)).isZero();
            assertThat(spoilt.stream().filter(this::isUntouched)).hasSize(120);
            String newest = failed(1, LIMIT.minusSeconds(120)).getFirst();
            spoilt.forEach(request -> change(request, "cartId", "cart-" + newest));
            assertThat(api.operator()
                            .get("/failed-orders?limit=1&cartId=cart-" + newest)
                            .json()
                            .at("/items/0/requestId")
                            .asString())
                    .isEqualTo(newest);
        } finally {
            spoilt.forEach(request -> failedOrders.purge(tenant, request, "cart-" + request));
        }
    }

    private boolean isUntouched(String request) {
        return mongo.exists(
                Query.query(Criteria.where("_id")
                        .is(tenant + "/" + request)
                        .and("purged")
                        .exists(false)),
                "failed_orders");
    }

    private void change(String request, String field, Object value) {
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(tenant + "/" + request)),
                Update.update(field, value),
                "failed_orders");
    }

    @Test
    void one_that_the_payment_service_fails_on_is_retained_and_the_others_are_purged() {
        List<String> old = failed(10, LIMIT.minusSeconds(60));
        PaymentStub.setState(tenant, old.getFirst(), "FAULT");

        assertThat(purge().purgeBatch()).isEqualTo(9);
        assertThat(isThere(old.getFirst())).isTrue();
    }

    @Test
    void while_the_payment_service_is_unavailable_nothing_is_purged_and_nothing_flagged() {
        List<String> old = failed(10, LIMIT.minusSeconds(60));
        HeldFunds unavailable = (tenant, request) -> {
            throw new HeldFunds.HeldFundsUnavailableException(new IOException("refused"));
        };

        assertThatThrownBy(() -> purge(unavailable, clock).purgeBatch())
                .isInstanceOf(HeldFunds.HeldFundsUnavailableException.class);
        purge(unavailable, clock).purge();

        assertThat(there(old)).isEqualTo(10);
        assertThat(purge().purgeBatch()).isEqualTo(10);
    }

    @Test
    void of_two_nodes_one_does_it() {
        List<String> old = failed(250, LIMIT.minusSeconds(60));
        PurgeFailedOrders one = purge();
        PurgeFailedOrders other = purge();
        mongo.remove(new Query(), "leases");

        one.purge();
        other.purge();
        assertThat(there(old)).isEqualTo(150);
        one.purge();
        assertThat(there(old)).isEqualTo(50);
    }

    @Test
    void it_is_off_unless_somebody_switches_it_on() {
        assertThat(context.getBeansOfType(PurgeFailedOrders.class)).isEmpty();
    }

    @EnableConfigurationProperties(FailedOrderPurgeSettings.class)
    static class Configured {}

    @ParameterizedTest
    @ValueSource(strings = {"", "older-than=", "older-than=0s", "older-than=-1d", "batch=0", "batch=100000"})
    void enabled_without_an_age_or_with_a_limit_that_would_purge_all_it_refuses_to_start(String setting) {
        new ApplicationContextRunner()
                .withUserConfiguration(Configured.class)
                .withPropertyValues(SETTINGS + "enabled=true", setting.isEmpty() ? "a=b" : SETTINGS + setting)
                .run(started -> assertThat(started).hasFailed());
        new ApplicationContextRunner()
                .withUserConfiguration(Configured.class)
                .withPropertyValues(SETTINGS + "enabled=true", SETTINGS + "older-than=90d")
                .run(started -> assertThat(started).hasNotFailed());
    }
}
