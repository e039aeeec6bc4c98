package io.checkoutsuite.order;

import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A stub of the payment service. It knows only the checkout attempts whose state a test has set. */
public final class PaymentStub implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Map<String, String> STATES = new ConcurrentHashMap<>();
    private static final StubServer SERVER = new StubServer(PaymentStub::respond);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("suite.order.payment-url=" + SERVER.url()).applyTo(context);
    }

    /** Sets the state that it returns from now on; FAULT makes it fail. */
    public static void setState(String tenant, String requestId, String state) {
        STATES.put(tenant + "/" + requestId, state);
    }

    private static Response respond(Request request) {
        String state =
                STATES.get(request.header("X-Tenant") + "/" + request.path().replaceFirst("^/authorizations/", ""));
        if (state == null || request.header("Authorization") == null) {
            return new Response(404, "{}");
        }
        return state.equals("FAULT")
                ? Response.status(500)
                : Response.ok(Map.of("requestId", "r", "state", state, "payments", List.of()));
    }
}
