package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.PAYMENT;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the gateway itself says it holds for one checkout attempt. */
record Holds(List<Hold> all) {

    /**
     * One payment at the gateway.
     *
     * @param holding the buyer's money that the gateway has now
     * @param authorized how often money was taken hold of
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

    /** How often money was taken hold of, over all payments of the attempt. */
    long authorizations() {
        return all.stream().mapToLong(Hold::authorized).sum();
    }
}
