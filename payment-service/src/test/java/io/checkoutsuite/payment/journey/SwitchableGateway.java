package io.checkoutsuite.payment.journey;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.AuthorizationAnswer;
import io.checkoutsuite.payment.gateway.AuthorizationOrder;
import io.checkoutsuite.payment.gateway.FollowUpAnswer;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayUnreachable;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.ReversalAnswer;
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

    public void mend(String call, String requestId) {
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
            throw new GatewayUnreachable(NAME);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return new GatewayCapabilities(5, false, false, false);
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
    public AuthorizationAnswer authorize(AuthorizationOrder order) {
        reach("authorize", order.reference());
        return simulator.authorize(order);
    }

    @Override
    public Optional<AuthorizationAnswer> lookUp(GatewayReference reference) {
        reach("lookUp", reference);
        return simulator.lookUp(reference);
    }

    @Override
    public ReversalAnswer reverse(GatewayReference reference) {
        reach("reverse", reference);
        return refusing.contains(reference.requestId())
                ? new ReversalAnswer.Refused("not today")
                : simulator.reverse(reference);
    }

    @Override
    public FollowUpAnswer capture(GatewayReference reference, String captureReference, Money amount) {
        reach("capture", reference);
        FollowUpAnswer answer = simulator.capture(reference, captureReference, amount);
        reach("captureAnswer", reference);
        return answer;
    }

    @Override
    public FollowUpAnswer refund(GatewayReference reference, String refundReference, Money amount) {
        reach("refund", reference);
        return simulator.refund(reference, refundReference, amount);
    }
}
