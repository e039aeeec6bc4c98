package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.PAYMENT;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;

/** The money that the gateway itself reports as held for one checkout attempt. */
record Holds(List<Hold> all) {

    /**
     * One payment at the gateway.
     *
     * @param holding the amount of the buyer's money that the gateway holds now
     * @param authorized how often the payment was authorized
     */
    record Hold(String state, BigDecimal holding, long authorized, long reversed) {}

    static Holds of(String requestId) {
        Answer answer = Call.get(PAYMENT, "/ops/gateway-holds?requestId=" + requestId)
                .byOperator()
                .answer()
                .is(200);
        return new Holds(StreamSupport.stream(answer.at("/items").spliterator(), false)
                .map(hold -> new Hold(
                        hold.at("/state").asString(),
                        new BigDecimal(hold.at("/holding").asString()),
                        hold.at("/authorized").asLong(),
                        hold.at("/reversed").asLong()))
                .toList());
    }

    BigDecimal total() {
        return all.stream().map(Hold::holding).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The number of authorizations over all payments of the attempt. */
    long authorizations() {
        return all.stream().mapToLong(Hold::authorized).sum();
    }
}
