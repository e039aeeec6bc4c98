package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.stack.Service;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.MissingNode;

/** Sends valid and invalid requests to all operations in all roles. */
final class RequestFuzz {

    /** Paths that no operation has. */
    private static final List<String> ODD_PATHS = List.of(
            "/",
            "//",
            "/actuator",
            "/actuator/env",
            "/actuator/heapdump",
            "/actuator/shutdown",
            "/actuator/prometheus",
            "/actuator/health/nothing",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/api-docs/swagger-config",
            "/swagger-ui/index.html",
            "/error",
            "/problems/",
            "/problems/..%2f..%2f",
            "/favicon.ico",
            "/.env",
            "/h2-console",
            "/carts/",
            "/carts/mine/",
            "/internal/checkouts",
            "/ops",
            "/ops/",
            "/ops/nothing/imports",
            "/any/thing/imports");

    private final Sender sender;
    private final List<Operation> operations;
    private final CallerHeaders callers;
    private final ValuePool pool = new ValuePool();
    private final ValidRequests valid;

    RequestFuzz(Sender sender, List<Operation> operations, CallerHeaders callers) {
        this.sender = sender;
        this.operations = operations;
        this.callers = callers;
        this.valid = new ValidRequests(callers, pool);
    }

    /** Creates all articles, offers and codes that every caller may use and change. */
    void openShop() {
        Random random = new Random(0);
        for (String call :
                List.of("POST /catalog/imports", "POST /stock/imports", "PUT /offers/{offerId}", "PUT /codes/{code}")) {
            operations.stream()
                    .filter(operation -> operation.call().equals(call))
                    .forEach(operation -> {
                        for (int i = 0; i < 5 * ValuePool.WILD; i++) {
                            valid(operation, random);
                        }
                    });
        }
        // This offer can be deleted without harm to the others.
        operations.stream()
                .filter(operation -> operation.call().equals("PUT /offers/{offerId}"))
                .forEach(operation ->
                        sender.send(valid.request(operation, random).withTarget("/offers/wild-doomed")));
    }

    Response valid(Operation operation, Random random) {
        return sendAndHarvest(valid.request(operation, random));
    }

    private Response sendAndHarvest(Request request) {
        Response response = sender.send(request);
        pool.harvest(request, response);
        return response;
    }

    void next(Random random) {
        Operation operation = operations.get(random.nextInt(operations.size()));
        Request request = valid.request(operation, random);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> sendAndHarvest(request);
            case 6 -> sendAndHarvest(Mutations.broken(request, random));
            case 7 -> sendAndHarvest(oddPath(operation.service(), random));
            case 8 -> again(request);
            default -> sendAndHarvest(Mutations.mutated(request, callers, random));
        }
    }

    /** Sends the same request twice, as after a lost response. */
    private void again(Request request) {
        sendAndHarvest(request);
        sendAndHarvest(request.withNote("again"));
    }

    private Request oddPath(Service service, Random random) {
        String path = ODD_PATHS.get(random.nextInt(ODD_PATHS.size()));
        Operation odd =
                new Operation(service, "GET", "odd paths", List.of(), MissingNode.getInstance(), java.util.Map.of());
        Role role = Role.values()[random.nextInt(Role.values().length)];
        Request request =
                Request.of(odd, path).withHeaders(callers.headersOf(role)).withNote("by " + role);
        if (random.nextInt(3) == 0) {
            request = request.withMethod("POST")
                    .with("Content-Type", random.nextBoolean() ? "text/csv" : "application/json")
                    .withBody("x".repeat(1 << random.nextInt(22)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return request;
    }
}
