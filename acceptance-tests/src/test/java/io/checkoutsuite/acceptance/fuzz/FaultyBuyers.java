package io.checkoutsuite.acceptance.fuzz;

import static org.awaitility.Awaitility.await;

import io.checkoutsuite.acceptance.fuzz.Request.Header;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.client.InParallel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Buyers who make many mistakes, each with a cart that nobody else touches: its outcome is checked against every guarantee. */
@RequiredArgsConstructor
final class FaultyBuyers {

    static final String MARK = "judged-";

    private static final int ARTICLES = 4;
    private static final int STOCK = 400;
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration UNTIL_DECIDED = Duration.ofSeconds(60);

    private final Sender sender;
    private final List<Operation> operations;
    private final People people;
    private final Findings findings;
    private final List<Faulty> carts = new CopyOnWriteArrayList<>();

    /** One cart, as its owner sees it. */
    private static final class Faulty {
        private final List<Header> owner;
        private final List<Reply> told = new ArrayList<>();
        private String id = "";
        private String etag = "";
        private JsonNode cart = MissingNode.getInstance();

        private Faulty(List<Header> owner) {
            this.owner = new ArrayList<>(owner);
        }
    }

    void openShop() {
        for (int i = 0; i < ARTICLES; i++) {
            String sku = MARK + i;
            imports(
                    Service.CART,
                    "/catalog/imports",
                    Map.of("sku", sku, "name", "Judged", "unitPrice", Sensible.pounds("2.25")));
            imports(Service.INVENTORY, "/stock/imports", Map.of("sku", sku, "onHand", STOCK));
        }
        imports(
                Service.OFFER,
                "/offers/imports",
                Map.of("offerId", "judged", "name", "Judged", "kind", "PERCENT", "value", "10", "target", "ORDER"));
        imports(Service.OFFER, "/offers/imports", Map.of("offerId", "judged", "code", "JUDGED", "maxUses", 40));
    }

    private void imports(Service service, String path, Map<String, ?> line) {
        Reply reply = sender.send(Request.of(operation(service, "POST " + path), path)
                .withHeaders(people.headersOf(Role.OPERATOR))
                .with("Content-Type", "application/x-ndjson")
                .withBody((Reply.JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8)));
        if (!reply.ok() || reply.json().path("imported").asInt(0) != 1) {
            throw new IllegalStateException(path + " answered " + reply);
        }
    }

    private Operation operation(Service service, String call) {
        return operations.stream()
                .filter(operation ->
                        operation.service() == service && operation.call().equals(call))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + call + " at " + service));
    }

    void next(Random random) {
        Faulty buyer = new Faulty(people.headersOf(random.nextInt(3) == 0 ? Role.OTHER_CUSTOMER : Role.NOBODY));
        opens(buyer, random);
        if (buyer.id.isEmpty()) {
            return;
        }
        carts.add(buyer);
        for (int i = random.nextInt(5); i > 0; i--) {
            changes(buyer, random);
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            pays(buyer, random);
            submits(buyer, random);
            if (!look(buyer).path("status").asString("").equals("IN_PROCESS")) {
                return;
            }
            if (random.nextBoolean()) {
                takesBackPayments(buyer);
            }
        }
    }

    private static Map<String, Object> line(Random random) {
        return Map.of("sku", MARK + random.nextInt(ARTICLES), "quantity", 1 + random.nextInt(3));
    }

    private void opens(Faulty buyer, Random random) {
        Map<String, Object> body = Map.of(
                "currency", "GBP",
                "contact", Map.of("email", "judged@example.org"),
                "shippingAddress", Sensible.address(),
                "lines", List.of(line(random)));
        Request request =
                Request.of(operation(Service.CART, "POST /carts"), "/carts").withHeaders(buyer.owner);
        Reply opened = send(withJson(request, body), random);
        if (opened.ok()) {
            buyer.id = opened.json().path("id").asString("");
            String token = opened.header("Guest-Token");
            if (!token.isEmpty()) {
                buyer.owner.add(new Header("Guest-Token", token));
            }
            look(buyer);
        }
    }

    private static Request withJson(Request request, Object body) {
        return request.with("Content-Type", "application/json").withBody(Reply.JSON.writeValueAsBytes(body));
    }

    private Reply send(Request request, Random random) {
        return sender.send(random.nextInt(3) == 0 ? Mutations.mutated(request, people, random) : request);
    }

    private Request of(Faulty buyer, String call, String path) {
        return Request.of(operation(Service.CART, call), "/carts/" + buyer.id + path)
                .withHeaders(buyer.owner)
                .with("If-Match", buyer.etag);
    }

    private JsonNode look(Faulty buyer) {
        Reply cart = sender.send(of(buyer, "GET /carts/{cartId}", "").without("If-Match"));
        if (cart.ok()) {
            buyer.etag = cart.header("ETag");
            buyer.cart = cart.json();
        }
        return buyer.cart;
    }

    private void changes(Faulty buyer, Random random) {
        String line = buyer.cart.path("lines").path(0).path("id").asString("none");
        Request change =
                switch (random.nextInt(5)) {
                    case 0 -> withJson(of(buyer, "POST /carts/{cartId}/lines", "/lines"), line(random));
                    case 1 ->
                        withJson(
                                of(buyer, "PATCH /carts/{cartId}/lines/{lineId}", "/lines/" + line),
                                Map.of("quantity", 1 + random.nextInt(4)));
                    case 2 -> of(buyer, "PUT /carts/{cartId}/codes/{code}", "/codes/JUDGED");
                    case 3 ->
                        withJson(
                                of(buyer, "PUT /carts/{cartId}/contact", "/contact"),
                                Map.of("email", "judged@example.org", "name", Mutations.inHeader(Nasty.text(random))));
                    default ->
                        withJson(
                                of(buyer, "PUT /carts/{cartId}/fulfillment-groups", "/fulfillment-groups"),
                                Map.of("groups", List.of(Map.of("type", "SHIP", "address", Sensible.address()))));
                };
        send(change, random);
        look(buyer);
    }

    private void pays(Faulty buyer, Random random) {
        String token = Sensible.TOKENS.get(random.nextInt(Sensible.TOKENS.size()));
        if (random.nextInt(4) == 0) {
            send(
                    withJson(
                            of(buyer, "POST /carts/{cartId}/payments", "/payments"),
                            Map.of("gateway", "simulator", "token", token, "amount", Sensible.pounds("1.00"))),
                    random);
            look(buyer);
        }
        sender.send(withJson(
                of(buyer, "POST /carts/{cartId}/payments", "/payments"),
                Map.of("gateway", "simulator", "token", token)));
        look(buyer);
    }

    private void takesBackPayments(Faulty buyer) {
        for (JsonNode payment : buyer.cart.path("payments")) {
            sender.send(of(
                    buyer,
                    "DELETE /carts/{cartId}/payments/{paymentId}",
                    "/payments/" + payment.path("id").asString("")));
            look(buyer);
        }
    }

    private void submits(Faulty buyer, Random random) {
        String key = UUID.randomUUID().toString();
        Request submit = withJson(of(buyer, "POST /carts/{cartId}/checkout", "/checkout"), Map.of())
                .with("Idempotency-Key", key);
        if (random.nextInt(4) == 0) {
            sender.send(Mutations.mutated(submit, people, random));
        }
        int times = 1 + random.nextInt(4);
        List<Reply> replies = new ArrayList<>(
                InParallel.map(List.of(1, 2, 3, 4).subList(0, times), times, one -> sender.send(submit)));
        if (random.nextBoolean()) {
            replies.add(sender.send(submit));
        }
        buyer.told.addAll(replies);
        sameAnswer(submit, replies);
        if (random.nextInt(4) == 0) {
            Reply other = sender.send(submit.withBody(
                    "{\"expectedTotal\":{\"amount\":\"0.01\",\"currency\":\"GBP\"}}".getBytes(StandardCharsets.UTF_8)));
            if (other.ok()) {
                findings.add("G7: another body under the same key was accepted", submit, other);
            }
        }
    }

    /** Checks that all definite responses are identical byte for byte. */
    private void sameAnswer(Request submit, List<Reply> replies) {
        List<Reply> definite = replies.stream()
                .filter(reply -> reply.status() == 200
                        || !reply.json().path("failureType").asString("").isEmpty())
                .toList();
        for (Reply reply : definite) {
            if (reply.status() != definite.getFirst().status()
                    || !Arrays.equals(reply.body(), definite.getFirst().body())) {
                findings.add("G7: the same submit got two different responses", submit, reply);
            }
        }
    }

    /** Returns the outcome of every attempt of every cart, once all are decided. */
    List<CartRecord> records() {
        return InParallel.map(carts, 8, this::record);
    }

    private CartRecord record(Faulty buyer) {
        List<Attempt> attempts = new ArrayList<>();
        for (int number = 1; number <= MOST_ATTEMPTS; number++) {
            Optional<Attempt> attempt = attempt(buyer, buyer.id + "-" + number);
            if (attempt.isEmpty()) {
                break;
            }
            attempts.add(attempt.get());
        }
        buyer.told.stream()
                .filter(reply -> reply.status() == 200)
                .filter(reply -> attempts.stream()
                        .noneMatch(attempt -> attempt.success()
                                && Objects.equals(
                                        attempt.orderNumber(),
                                        reply.json().path("orderNumber").asString(""))))
                .forEach(reply ->
                        findings.add("G6: a response names an order that no outcome contains", reply.toString()));
        JsonNode cart = look(buyer);
        String status = cart.path("status").asString("");
        if (status.equals("SUBMISSION_IN_PROGRESS")) {
            findings.add("G6: a cart is stuck in its submission", cart.toString());
        }
        boolean bought = attempts.stream().anyMatch(Attempt::success);
        if (bought != status.equals("SUBMITTED")) {
            findings.add("G6: a cart's status does not match its outcome", status + " " + attempts);
        }
        return new CartRecord(
                MARK + buyer.id,
                buyer.id,
                null,
                null,
                null,
                attempts,
                bought
                        ? null
                        : attempts.isEmpty()
                                ? "never submitted"
                                : attempts.getLast().failure(),
                List.of());
    }

    /** Empty if there is no such attempt. */
    private Optional<Attempt> attempt(Faulty buyer, String requestId) {
        Request ask = Request.of(operation(Service.CART, "GET /checkouts/{requestId}"), "/checkouts/" + requestId)
                .withHeaders(buyer.owner);
        AtomicReference<Reply> last = new AtomicReference<>();
        try {
            await().atMost(UNTIL_DECIDED).pollDelay(Duration.ZERO).until(() -> {
                last.set(sender.send(ask));
                return last.get().status() == 404 || isDecided(last.get());
            });
        } catch (ConditionTimeoutException undecided) {
            findings.add("G6: an attempt is never decided", ask, last.get());
        }
        return Optional.of(last.get())
                .filter(FaultyBuyers::isDecided)
                .map(outcome -> attempt(requestId, outcome.json()));
    }

    private static boolean isDecided(Reply reply) {
        return reply.ok()
                && List.of("COMPLETED", "ROLLED_BACK")
                        .contains(reply.json().path("state").asString(""));
    }

    private static Attempt attempt(String requestId, JsonNode outcome) {
        boolean success = outcome.path("state").asString("").equals("COMPLETED");
        return new Attempt(
                requestId,
                success,
                success ? outcome.path("orderNumber").asString("") : null,
                success ? null : outcome.path("failureType").asString("UNKNOWN"),
                success ? 200 : 409,
                0,
                null);
    }
}
