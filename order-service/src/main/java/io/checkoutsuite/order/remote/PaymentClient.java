package io.checkoutsuite.order.remote;

import io.checkoutsuite.web.access.AccessHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;

/** The payment service. */
interface PaymentClient {

    @GetExchange("/authorizations/{requestId}")
    AuthorizationResponse authorization(
            @RequestHeader(AccessHeaders.TENANT) String tenant, @PathVariable String requestId);

    /** @param state the state of the authorization */
    record AuthorizationResponse(String state) {}
}
