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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Stands in for the cart service: returns the states of checkouts that a test has set, and UNKNOWN for any other. */
public final class CheckoutStatesStub {

    private static final Pattern RESUMPTION = Pattern.compile("POST /internal/checkouts/([^/]+)/resumptions");

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> accepted = new ConcurrentHashMap<>();
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

    /** The next resumptions of this checkout are refused because a process is running it. */
    public void isRunningForTheNext(int resumptions, String requestId) {
        busy.put(requestId, new AtomicInteger(resumptions));
    }

    /** How often the checkout was resumed, without those that were refused. */
    public int resumptions(String requestId) {
        return accepted.getOrDefault(requestId, new AtomicInteger()).get();
    }

    private Response resume(String requestId) {
        if (failing || unavailable.contains(requestId)) {
            return Response.status(503);
        }
        if (busy.containsKey(requestId) && busy.get(requestId).getAndDecrement() > 0) {
            return new Response(409, "{\"type\":\"/problems/conflict\"}");
        }
        accepted.computeIfAbsent(requestId, id -> new AtomicInteger()).incrementAndGet();
        return Response.status(202);
    }

    private Response respond(Request request) {
        Latches.await(resumed);
        Matcher resumption = RESUMPTION.matcher(request.toString());
        if (resumption.matches()) {
            return resume(resumption.group(1));
        }
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
