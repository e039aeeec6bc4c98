package io.checkoutsuite.payment.lease;

import java.time.Duration;

/** The right to call gateways. It is lost when another node takes over the work. */
public interface Fence {

    /**
     * Whether a gateway call of at most this duration may begin; if so, the right lasts until the call has ended.
     *
     * @return false if the right is lost; no further gateway call may be made
     */
    boolean covers(Duration call);
}
