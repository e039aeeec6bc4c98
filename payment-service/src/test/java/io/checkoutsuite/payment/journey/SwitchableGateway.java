package io.checkoutsuite.payment.journey;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.simulator.SimulatorGateway;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The simulator behind a connection that tests can cut for one kind of call of one request. */
@Component
public class SwitchableGateway implements PaymentGateway {

    public static final String NAME = "switchable";

    private final SimulatorGateway simulator;
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();

    SwitchableGateway(SimulatorGateway simulator) {
        this.simulator = simulator;
    }

    public void cut(String call, String requestId) {
        cut.add(call + requestId);
    }

    public void restore(String call, String requestId) {
        cut.remove(call + requestId);
    }

    public void refuseToReverse(String requestId) {
        refusing.add(requestId);
    }

    public void reverseAgain(String requestId) {
        refusing.remove(requestId);
    }

    private void reach(String call, GatewayReference reference) {
        if (cut.contains(call + reference.requestId())) {
            throw new GatewayUnreachableException(NAME);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return GatewayCapabilities.of(5, Feature.SEVERAL_CAPTURES);
    }

    @Override
    public Duration timeout() {
        return simulator.timeout();
    }

    @Override
    public boolean accepts(Token token) {
        return simulator.accepts(token);
    }

    @Override
    public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
        reach("authorize", request.reference());
        return simulator.authorize(request);
    }

    @Override
    public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
        reach("lookUp", reference);
        return simulator.lookUp(reference);
    }

    @Override
    public GatewayReversalResponse reverse(GatewayReference reference) {
        reach("reverse", reference);
        return refusing.contains(reference.requestId())
                ? new GatewayReversalResponse.Refused("not today")
                : simulator.reverse(reference);
    }

    @Override
    public GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount) {
        reach("capture", reference);
        GatewayOperationResponse response = simulator.capture(reference, captureReference, amount);
        reach("captureResponse", reference);
        return response;
    }

    @Override
    public GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount) {
        reach("refund", reference);
        return simulator.refund(reference, refundReference, amount);
    }
}
