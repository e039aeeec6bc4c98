package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.PAYMENT;

import io.checkoutsuite.test.http.ApiResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;

/** The money that the gateway itself reports as held for one checkout attempt. */
record GatewayHolds(List<GatewayHold> all) {

    /**
     * One payment at the gateway.
     *
     * @param holding the amount of the buyer's money that the gateway holds now
     * @param authorized how often the payment was authorized
     */
    record GatewayHold(String state, BigDecimal holding, long authorized, long reversed) {}

    static GatewayHolds of(String requestId) {
        ApiResponse response = Api.get(PAYMENT, "/ops/gateway-holds?requestId=" + requestId)
                .byOperator()
                .send()
                .is(200);
        return new GatewayHolds(StreamSupport.stream(response.at("/items").spliterator(), false)
                .map(hold -> new GatewayHold(
                        hold.at("/state").asString(),
                        new BigDecimal(hold.at("/holding").asString()),
                        hold.at("/authorized").asLong(),
                        hold.at("/reversed").asLong()))
                .toList());
    }

    BigDecimal total() {
        return all.stream().map(GatewayHold::holding).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The number of authorizations over all payments of the attempt. */
    long authorizations() {
        return all.stream().mapToLong(GatewayHold::authorized).sum();
    }
}
