package io.checkoutsuite.payment.authorization;

import java.time.Duration;

/** The right to tell gateways something; it is lost to whoever took the work over. */
interface Fence {

    /**
     * Whether a gateway call that takes at most so long may begin: the right certainly lasts until it has ended.
     *
     * @return false if it is lost: no gateway is told anything more
     */
    boolean covers(Duration call);
}
