package io.checkoutsuite.payment.gateway.specimen;

import io.checkoutsuite.payment.authorization.Authorization;

/** Breaks the rule about rooms: gateways know nothing of authorizations. */
record KnowsAuthorizations(Authorization authorization) {}
