package io.checkoutsuite.acceptance.fuzz;

import static org.awaitility.Awaitility.await;

import io.checkoutsuite.acceptance.fuzz.Request.Header;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.client.Parallel;
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
    private static final int MAX_ATTEMPTS = 8;
    private static final Duration UNTIL_DECIDED = Duration.ofSeconds(60);

    private final Sender sender;
    private final List<Operation> operations;
    private final CallerHeaders callers;
    private final Findings findings;
    private final List<FaultyBuyer> carts = new CopyOnWriteArrayList<>();

    /** One cart, as its owner sees it. */
    private static final class FaultyBuyer {
        private final List<Header> owner;
        private final List<Response> responses = new ArrayList<>();
        private String id = "";
        private String etag = "";
        private JsonNode cart = MissingNode.getInstance();

        private FaultyBuyer(List<Header> owner) {
            this.owner = new ArrayList<>(owner);
        }
    }

    void openShop() {
        for (int i = 0; i < ARTICLES; i++) {
            String sku = MARK + i;
            imports(
                    Service.CART,
                    "/catalog/imports",
                    Map.of("sku", sku, "name", "Judged", "unitPrice", ValidRequests.pounds("2.25")));
            imports(Service.INVENTORY, "/stock/imports", Map.of("sku", sku, "onHand", STOCK));
        }
        imports(
                Service.OFFER,
                "/offers/imports",
                Map.of("offerId", "judged", "name", "Judged", "kind", "PERCENT", "value", "10", "target", "ORDER"));
        imports(Service.OFFER, "/offers/imports", Map.of("offerId", "judged", "code", "JUDGED", "maxUses", 40));
    }

    private void imports(Service service, String path, Map<String, ?> line) {
        Response response = sender.send(Request.of(operation(service, "POST " + path), path)
                .withHeaders(callers.headersOf(Role.OPERATOR))
                .with("Content-Type", "application/x-ndjson")
                .withBody((Response.JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8)));
        if (!response.ok() || response.json().path("imported").asInt(0) != 1) {
            throw new IllegalStateException(path + " answered " + response);
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
        FaultyBuyer buyer =
                new FaultyBuyer(callers.headersOf(random.nextInt(3) == 0 ? Role.OTHER_CUSTOMER : Role.NOBODY));
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
            if (!refresh(buyer).path("status").asString("").equals("IN_PROCESS")) {
                return;
            }
            if (random.nextBoolean()) {
                removesPayments(buyer);
            }
        }
    }

    private static Map<String, Object> line(Random random) {
        return Map.of("sku", MARK + random.nextInt(ARTICLES), "quantity", 1 + random.nextInt(3));
    }

    private void opens(FaultyBuyer buyer, Random random) {
        Map<String, Object> body = Map.of(
                "currency", "GBP",
                "contact", Map.of("email", "judged@example.org"),
                "shippingAddress", ValidRequests.address(),
                "lines", List.of(line(random)));
        Request request =
                Request.of(operation(Service.CART, "POST /carts"), "/carts").withHeaders(buyer.owner);
        Response opened = send(withJson(request, body), random);
        if (opened.ok()) {
            buyer.id = opened.json().path("id").asString("");
            String token = opened.header("Guest-Token");
            if (!token.isEmpty()) {
                buyer.owner.add(new Header("Guest-Token", token));
            }
            refresh(buyer);
        }
    }

    private static Request withJson(Request request, Object body) {
        return request.with("Content-Type", "application/json").withBody(Response.JSON.writeValueAsBytes(body));
    }

    private Response send(Request request, Random random) {
        return sender.send(random.nextInt(3) == 0 ? Mutations.mutated(request, callers, random) : request);
    }

    private Request of(FaultyBuyer buyer, String call, String path) {
        return Request.of(operation(Service.CART, call), "/carts/" + buyer.id + path)
                .withHeaders(buyer.owner)
                .with("If-Match", buyer.etag);
    }

    private JsonNode refresh(FaultyBuyer buyer) {
        Response cart = sender.send(of(buyer, "GET /carts/{cartId}", "").without("If-Match"));
        if (cart.ok()) {
            buyer.etag = cart.header("ETag");
            buyer.cart = cart.json();
        }
        return buyer.cart;
    }

    private void changes(FaultyBuyer buyer, Random random) {
        String line = buyer.cart.path("lines").path(0).path("id").asString("none");
        Request change = switch (random.nextInt(5)) {
            case 0 -> withJson(of(buyer, "POST /carts/{cartId}/lines", "/lines"), line(random));
            case 1 ->
                withJson(
                        of(buyer, "PATCH /carts/{cartId}/lines/{lineId}", "/lines/" + line),
                        Map.of("quantity", 1 + random.nextInt(4)));
            case 2 -> of(buyer, "PUT /carts/{cartId}/codes/{code}", "/codes/JUDGED");
            case 3 ->
                withJson(
                        of(buyer, "PUT /carts/{cartId}/contact", "/contact"),
                        Map.of("email", "judged@example.org", "name", Mutations.inHeader(EdgeCaseValues.text(random))));
            default ->
                withJson(
                        of(buyer, "PUT /carts/{cartId}/fulfillment-groups", "/fulfillment-groups"),
                        Map.of("groups", List.of(Map.of("type", "SHIP", "address", ValidRequests.address()))));
        };
        send(change, random);
        refresh(buyer);
    }

    private void pays(FaultyBuyer buyer, Random random) {
        String token = ValidRequests.TOKENS.get(random.nextInt(ValidRequests.TOKENS.size()));
        if (random.nextInt(4) == 0) {
            send(
                    withJson(
                            of(buyer, "POST /carts/{cartId}/payments", "/payments"),
                            Map.of("gateway", "simulator", "token", token, "amount", ValidRequests.pounds("1.00"))),
                    random);
            refresh(buyer);
        }
        sender.send(withJson(
                of(buyer, "POST /carts/{cartId}/payments", "/payments"),
                Map.of("gateway", "simulator", "token", token)));
        refresh(buyer);
    }

    private void removesPayments(FaultyBuyer buyer) {
        for (JsonNode payment : buyer.cart.path("payments")) {
            sender.send(of(
                    buyer,
                    "DELETE /carts/{cartId}/payments/{paymentId}",
                    "/payments/" + payment.path("id").asString("")));
            refresh(buyer);
        }
    }

    private void submits(FaultyBuyer buyer, Random random) {
        String key = UUID.randomUUID().toString();
        Request submit = withJson(of(buyer, "POST /carts/{cartId}/checkout", "/checkout"), Map.of())
                .with("Idempotency-Key", key);
        if (random.nextInt(4) == 0) {
            sender.send(Mutations.mutated(submit, callers, random));
        }
        int times = 1 + random.nextInt(4);
        List<Response> responses =
                new ArrayList<>(Parallel.map(List.of(1, 2, 3, 4).subList(0, times), times, one -> sender.send(submit)));
        if (random.nextBoolean()) {
            responses.add(sender.send(submit));
        }
        buyer.responses.addAll(responses);
        sameResponse(submit, responses);
        if (random.nextInt(4) == 0) {
            Response other = sender.send(submit.withBody(
                    "{\"expectedTotal\":{\"amount\":\"0.01\",\"currency\":\"GBP\"}}".getBytes(StandardCharsets.UTF_8)));
            if (other.ok()) {
                findings.add("G7: another body under the same key was accepted", submit, other);
            }
        }
    }

    /** Checks that all definite responses are identical byte for byte. */
    private void sameResponse(Request submit, List<Response> responses) {
        List<Response> definite = responses.stream()
                .filter(response -> response.status() == 200
                        || !response.json().path("failureType").asString("").isEmpty())
                .toList();
        for (Response response : definite) {
            if (response.status() != definite.getFirst().status()
                    || !Arrays.equals(response.body(), definite.getFirst().body())) {
                findings.add("G7: the same submit got two different responses", submit, response);
            }
        }
    }

    /** Returns the outcome of every attempt of every cart, once all are decided. */
    List<CartRecord> records() {
        return Parallel.map(carts, 8, this::record);
    }

    private CartRecord record(FaultyBuyer buyer) {
        List<Attempt> attempts = new ArrayList<>();
        for (int number = 1; number <= MAX_ATTEMPTS; number++) {
            Optional<Attempt> attempt = attempt(buyer, buyer.id + "-" + number);
            if (attempt.isEmpty()) {
                break;
            }
            attempts.add(attempt.get());
        }
        buyer.responses.stream()
                .filter(response -> response.status() == 200)
                .filter(response -> attempts.stream()
                        .noneMatch(attempt -> attempt.success()
                                && Objects.equals(
                                        attempt.orderNumber(),
                                        response.json().path("orderNumber").asString(""))))
                .forEach(response ->
                        findings.add("G6: a response names an order that no outcome contains", response.toString()));
        JsonNode cart = refresh(buyer);
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
    private Optional<Attempt> attempt(FaultyBuyer buyer, String requestId) {
        Request ask = Request.of(operation(Service.CART, "GET /checkouts/{requestId}"), "/checkouts/" + requestId)
                .withHeaders(buyer.owner);
        AtomicReference<Response> last = new AtomicReference<>();
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

    private static boolean isDecided(Response response) {
        return response.ok()
                && List.of("COMPLETED", "ROLLED_BACK")
                        .contains(response.json().path("state").asString(""));
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
