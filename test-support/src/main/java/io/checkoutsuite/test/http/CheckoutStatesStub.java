package io.checkoutsuite.test.http;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Stands in for the cart service: returns the states of checkouts that a test has set, and UNKNOWN for any other. */
public final class CheckoutStatesStub {

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Set<String> unavailable = ConcurrentHashMap.newKeySet();
    private final StubServer server = new StubServer(this::respond);
    private volatile boolean failing;
    private volatile CountDownLatch resumed = new CountDownLatch(0);

    public String url() {
        return server.url();
    }

    public void setState(String requestId, String state) {
        states.put(requestId, state);
        unavailable.remove(requestId);
    }

    /** Makes every query that contains this request fail until its state is set. */
    public void makeUnavailableFor(String requestId) {
        unavailable.add(requestId);
    }

    public void fail() {
        failing = true;
    }

    public void stopAnswering() {
        resumed = new CountDownLatch(1);
    }

    public void recover() {
        failing = false;
        resumed.countDown();
    }

    private Response respond(Request request) {
        Latches.await(resumed);
        List<String> ids = request.json()
                .path("requestIds")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        if (failing || ids.stream().anyMatch(unavailable::contains)) {
            return Response.status(503);
        }
        return request.toString().equals("POST /internal/checkouts/states")
                ? Response.ok(Map.of(
                        "states",
                        ids.stream()
                                .distinct()
                                .collect(toMap(Function.identity(), id -> states.getOrDefault(id, "UNKNOWN")))))
                : Response.status(404);
    }
}
