package io.checkoutsuite.test.http;

import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stubs of several services on one server, each below a path with its name. A test can make all calls fail, wait or get another response that
 * begin with certain words, for instance {@code DELETE /inventory/reservations}.
 */
public abstract class StubbedServices {

    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> blocked = new ConcurrentHashMap<>();
    private final Map<String, Response> replies = new ConcurrentHashMap<>();
    private @Nullable StubServer server;

    /** Called unless a test has determined the response. */
    protected abstract Response respond(Request request);

    public final synchronized String url(String service) {
        if (server == null) {
            server = new StubServer(this::receive);
        }
        return server.url() + "/" + service;
    }

    /** The calls so far that contain these words, as method and path. */
    public List<String> calls(String part) {
        return received(part).map(Request::toString).toList();
    }

    /** The bodies of the calls that contain these words. */
    public List<JsonNode> sent(String part) {
        return received(part).map(Request::json).toList();
    }

    protected final Stream<Request> received(String part) {
        return received.stream().filter(request -> request.toString().contains(part));
    }

    /** Every call that begins with this fails, until {@link #works}. */
    public void fails(String call) {
        failing.add(call);
    }

    public void works(String call) {
        failing.remove(call);
    }

    /** Every call that begins with this gets this response, until {@link #repliesNormally}. */
    public void replies(String call, int status, String json) {
        replies.put(call, new Response(status, json));
    }

    public void repliesNormally(String call) {
        replies.remove(call);
    }

    /** Every call that begins with this waits until the latch is opened. */
    public CountDownLatch blocks(String call) {
        CountDownLatch latch = new CountDownLatch(1);
        blocked.put(call, latch);
        return latch;
    }

    private Response receive(Request request) {
        received.add(request);
        String call = request.toString();
        beginning(blocked, call).forEach(Latches::await);
        return beginning(replies, call)
                .findFirst()
                .orElseGet(() -> failing.stream().anyMatch(call::startsWith) ? Response.status(503) : respond(request));
    }

    private static <T> Stream<T> beginning(Map<String, T> beginnings, String call) {
        return beginnings.entrySet().stream()
                .filter(entry -> call.startsWith(entry.getKey()))
                .map(Map.Entry::getValue);
    }
}
