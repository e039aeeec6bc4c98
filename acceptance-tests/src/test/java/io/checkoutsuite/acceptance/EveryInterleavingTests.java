package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.acceptance.Shop.Uses;
import io.checkoutsuite.acceptance.Topics.Event;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Publishes the outcomes of up to three attempts of a cart on the real topics: duplicated, replayed and in random order; the reservations
 * of the rolled-back attempts come before or after them. In the end the state of the four services must match a model of three lines.
 * {@code -Dsuite.seed} repeats a failed run.
 */
class EveryInterleavingTests {

    private static final int CARTS = 40;
    private static final int CONCURRENCY = 8;
    private static final long STOCK = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static Template template;
    private static Topics.Publisher publisher;

    /** What can happen to an attempt. */
    enum Action {
        /** Reserves stock and uses and authorizes the payment, as the cart service does. */
        RESERVE,
        COMPLETION,
        ROLLBACK
    }

    /** How an event is published. */
    enum Way {
        /** Under its own id, so that every publication after the first is a duplicate. */
        AS_IT_IS,
        /** Under an id that no listener has seen. */
        UNRECOGNISED,
        REPLAYED,
        REPLAYED_FOR_ONE
    }

    /** @param n selects the replay and its target service */
    record Step(int attempt, Action action, Way way, int n) {

        @Override
        public String toString() {
            return switch (way) {
                case AS_IT_IS -> "%s %d".formatted(action, attempt);
                case UNRECOGNISED -> "%s %d (as new)".formatted(action, attempt);
                case REPLAYED -> "%s %d (replay %d)".formatted(action, attempt, n);
                case REPLAYED_FOR_ONE -> "%s %d (replay %d for %s)".formatted(action, attempt, n, target());
            };
        }

        Service target() {
            return Service.PARTICIPANTS.get(n % Service.PARTICIPANTS.size());
        }
    }

    /** The state of an attempt in the services; all fields are empty if no service knows the attempt. */
    record ServiceStates(String order, String stock, String uses, String payment, BigDecimal money) {

        /** The model: a completed attempt has everything, a rolled-back one nothing, and an undecided one what it reserved. */
        static ServiceStates expected(Set<Action> happened, BigDecimal total) {
            if (happened.contains(Action.COMPLETION)) {
                return new ServiceStates("ORDER", "COMMITTED", "COMMITTED", "BOUND", total);
            }
            if (happened.contains(Action.ROLLBACK)) {
                return new ServiceStates("FAILED", "RELEASED", "RELEASED", "REVERSED", new BigDecimal("0.00"));
            }
            return happened.contains(Action.RESERVE)
                    ? new ServiceStates("", "RESERVED", "RESERVED", "AUTHORIZED", total)
                    : new ServiceStates("", "", "", "", new BigDecimal("0.00"));
        }
    }

    /** A real purchase, whose event is the template for all others. */
    private record Template(
            Event completion,
            String sku,
            String otherSku,
            String code,
            String email,
            String paymentId,
            BigDecimal total) {

        static Template bought() {
            String sku = Shop.sells("KNIFE", "4.00", STOCK);
            String otherSku = Shop.sells("FORK", "8.00", STOCK);
            String code = Shop.tenPercentOff(STOCK);
            Buyer buyer =
                    Buyer.guest().puts(2, sku).puts(1, otherSku).enters(code).paysWith("tok_approve");
            buyer.settledOutcome(buyer.submits().is(200).text("/requestId"));
            Event completion = Topics.only("checkoutCompletion", buyer.requestId(1));
            return new Template(
                    completion,
                    sku,
                    otherSku,
                    code,
                    buyer.email(),
                    completion.json().at("/payments/0/paymentId").asString(),
                    new BigDecimal(
                            completion.json().at("/cart/totals/total/amount").asString()));
        }

        String offer() {
            return completion.json().at("/cart/discounts/0/offerId").asString();
        }

        Event completion(String cart, String requestId, String number) {
            String body = completion
                    .body()
                    .replace(completion.requestId(), requestId)
                    .replace(completion.key(), cart)
                    .replace(paymentId, "p-" + requestId)
                    .replace(
                            "\"orderNumber\":\""
                                    + completion.json().at("/orderNumber").asString() + "\"",
                            "\"orderNumber\":\"" + number + "\"");
            return Topics.event("checkoutCompletion", requestId, cart, body);
        }
    }

    /** A cart to which the steps are applied. */
    private static final class Cart {

        private final String id = UUID.randomUUID().toString().replace("-", "");
        private final Map<Integer, Set<Action>> happened = new LinkedHashMap<>();
        private final Set<Event> sent = new LinkedHashSet<>();

        Cart apply(List<Step> steps) {
            steps.forEach(this::apply);
            return this;
        }

        private void apply(Step step) {
            Set<Action> before = happened.computeIfAbsent(step.attempt(), attempt -> new HashSet<>());
            if (step.action() == Action.RESERVE) {
                reserve(requestId(step.attempt()), number(step.attempt()), before.contains(Action.ROLLBACK));
                before.add(Action.RESERVE);
                return;
            }
            before.add(step.action());
            Event event = event(step);
            sent.add(event);
            switch (step.way()) {
                case AS_IT_IS -> publisher.publishes(event);
                case UNRECOGNISED -> publisher.publishes(event.withHeader("ce_id", event.id() + ":" + step.n()));
                case REPLAYED -> publisher.publishes(event.withHeader("x-replay-id", "replay-" + step.n()));
                case REPLAYED_FOR_ONE ->
                    publisher.publishes(event.withHeader("x-replay-id", "replay-" + step.n())
                            .withHeader("x-replay-target", step.target().id()));
            }
        }

        private Event event(Step step) {
            String requestId = requestId(step.attempt());
            return step.action() == Action.COMPLETION
                    ? template.completion(id, requestId, number(step.attempt()))
                    : Topics.event(
                            "checkoutRollback", requestId, id, """
                                {"requestId":"%s","cartId":"%s","orderNumber":"%s","failureType":"CHECKOUT_ABANDONED",
                                 "contextInfo":{"tenant":"default"},"occurredAt":"2026-01-01T00:00:00Z"}\
                                """.formatted(requestId, id, number(step.attempt())));
        }

        /** @param rolledBack whether a rollback is in flight, which closes the attempt as soon as it is applied */
        private void reserve(String requestId, String number, boolean rolledBack) {
            sendReservation(
                    rolledBack,
                    "reservation-closed",
                    Api.put(INVENTORY, "/reservations/" + requestId)
                            .byService()
                            .json(Map.of(
                                    "cartId",
                                    id,
                                    "leaseSeconds",
                                    300,
                                    "lines",
                                    List.of(
                                            Map.of("sku", template.sku(), "quantity", 2),
                                            Map.of("sku", template.otherSku(), "quantity", 1)))));
            sendReservation(
                    rolledBack,
                    "uses-closed",
                    Api.put(OFFER, "/uses/" + requestId)
                            .byService()
                            .json(Map.of(
                                    "cartId",
                                    id,
                                    "email",
                                    template.email(),
                                    "leaseSeconds",
                                    300,
                                    "uses",
                                    List.of(Map.of("offerId", template.offer(), "code", template.code())))));
            Map<String, String> total = Shop.pounds(template.total().toPlainString());
            sendReservation(
                    rolledBack,
                    "authorization-closed",
                    Api.put(PAYMENT, "/authorizations/" + requestId)
                            .byService()
                            .json(Map.of(
                                    "cartId", id,
                                    "orderNumber", number,
                                    "total", total,
                                    "payments",
                                            List.of(Map.of(
                                                    "paymentId",
                                                    "p-" + requestId,
                                                    "gateway",
                                                    "simulator",
                                                    "token",
                                                    "tok_approve",
                                                    "amount",
                                                    total)))));
        }

        private static void sendReservation(boolean rolledBack, String closed, ApiRequest call) {
            ApiResponse response = call.send();
            if (rolledBack && !response.ok()) {
                response.isExplainedProblem(409, closed);
            } else {
                response.is(200);
            }
        }

        String requestId(int attempt) {
            return id + "-" + attempt;
        }

        private String number(int attempt) {
            return "7" + Long.parseLong(id.substring(0, 10), 16) + attempt;
        }

        List<ServiceStates> expected() {
            return happened.values().stream()
                    .map(actions -> ServiceStates.expected(actions, template.total()))
                    .toList();
        }

        List<ServiceStates> actual() {
            List<String> orders = requestIds(ORDER, "/orders?cartId=" + id);
            List<String> failed = requestIds(ORDER, "/failed-orders?cartId=" + id);
            return happened.keySet().stream()
                    .map(this::requestId)
                    .map(request -> new ServiceStates(
                            "ORDER".repeat(Collections.frequency(orders, request))
                                    + "FAILED".repeat(Collections.frequency(failed, request)),
                            state(INVENTORY, "/reservations/" + request),
                            state(OFFER, "/uses/" + request),
                            state(PAYMENT, "/authorizations/" + request),
                            GatewayHolds.of(request).total().setScale(2)))
                    .toList();
        }

        private static List<String> requestIds(Service service, String list) {
            return Api.get(service, list).byOperator().send().is(200).texts("/items", "/requestId");
        }

        private static String state(Service service, String path) {
            ApiResponse response = Api.get(service, path).byOperator().send();
            return response.status() == 404 ? "" : response.is(200).text("/state");
        }

        /** Waits until the services agree with the model, and verifies that they still do after every event is applied again under a new id. */
        void convergesToModel(Duration limit) {
            Eventually.get("the services agree with the model", limit, this::actual, expected()::equals);
            sent.forEach(event -> publisher.publishes(event.withHeader("ce_id", event.id() + ":closing")));
            sent.forEach(event -> Topics.untilAppliedEverywhere(event.requestId(), event.id() + ":closing"));
            assertThat(actual()).isEqualTo(expected());
        }

        boolean isSubmitted() {
            return happened.values().stream().anyMatch(actions -> actions.contains(Action.COMPLETION));
        }
    }

    @BeforeAll
    static void open() {
        template = Template.bought();
        publisher = new Topics.Publisher(RunningSuite.kafka());
    }

    @AfterAll
    static void close() {
        publisher.close();
    }

    @Test
    void in_whatever_order_outcomes_come_the_submitted_attempt_has_everything_and_the_others_nothing() {
        long seed = Long.getLong("suite.seed", System.nanoTime());
        Random random = new Random(seed);
        List<List<Step>> sequences =
                IntStream.range(0, CARTS).mapToObj(i -> anySequence(random)).toList();

        List<Cart> carts = Concurrently.each(sequences, CONCURRENCY, steps -> agreesWithTheModel(steps, seed));

        long sold = 1 + carts.stream().filter(Cart::isSubmitted).count();
        assertThat(Shop.stockLevel(template.sku())).isEqualTo(StockLevel.sold(2 * sold, STOCK));
        assertThat(Shop.stockLevel(template.otherSku())).isEqualTo(StockLevel.sold(sold, STOCK));
        assertThat(Shop.uses(template.code())).isEqualTo(new Uses(STOCK, 0, sold, STOCK - sold));
        ApiResponse recomputation = Api.post(INVENTORY, "/stock/recomputations")
                .byOperator()
                .json(Map.of("skus", List.of(template.sku(), template.otherSku())))
                .send()
                .is(200);
        assertThat(recomputation.at("/items").isArray()).isTrue();
        assertThat(recomputation.at("/items").isEmpty()).as("%s", recomputation).isTrue();
    }

    /** Only the last attempt may complete, and only after its reservation: a cart produces no other sequences. */
    private static List<Step> anySequence(Random random) {
        int attempts = 1 + random.nextInt(3);
        boolean submitted = random.nextInt(3) > 0;
        List<Step> steps = new ArrayList<>();
        for (int attempt = 1; attempt <= attempts; attempt++) {
            Action outcome = submitted && attempt == attempts ? Action.COMPLETION : Action.ROLLBACK;
            steps.add(new Step(attempt, outcome, Way.AS_IT_IS, 0));
            for (int i = random.nextInt(4); i > 0; i--) {
                steps.add(new Step(attempt, outcome, Way.values()[random.nextInt(4)], random.nextInt(8)));
            }
            if (outcome == Action.ROLLBACK && random.nextInt(4) > 0) {
                steps.add(new Step(attempt, Action.RESERVE, Way.AS_IT_IS, 0));
            }
        }
        Collections.shuffle(steps, random);
        if (submitted) {
            steps.addFirst(new Step(attempts, Action.RESERVE, Way.AS_IT_IS, 0));
        }
        return steps;
    }

    private static Cart agreesWithTheModel(List<Step> steps, long seed) {
        Cart cart = new Cart().apply(steps);
        try {
            cart.convergesToModel(LIMIT);
            return cart;
        } catch (ConditionTimeoutException | AssertionError wrong) {
            throw new AssertionError(
                    "With -Dsuite.seed=%d the services do not agree with the model after%n  %s%nshortest failing prefix%n  %s%nexpected %s%nactual %s"
                            .formatted(seed, steps, shortest(steps), cart.expected(), cart.actual()),
                    wrong);
        }
    }

    /** Returns the shortest prefix that fails on a new cart, or all steps if no prefix fails. */
    private static List<Step> shortest(List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            List<Step> beginning = steps.subList(0, i);
            try {
                new Cart().apply(beginning).convergesToModel(Duration.ofSeconds(3));
            } catch (ConditionTimeoutException | AssertionError wrong) {
                return beginning;
            }
        }
        return steps;
    }
}
