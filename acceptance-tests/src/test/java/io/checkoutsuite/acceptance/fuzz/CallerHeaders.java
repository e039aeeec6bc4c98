package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.acceptance.fuzz.Request.Header;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The headers by which a service identifies its caller. */
final class CallerHeaders {

    static final String CUSTOMER = "carol";

    private static final Header IN_THE_WILD = new Header("X-Tenant", Tenant.WILD);

    private final Map<Role, List<Header>> headers = new EnumMap<>(Role.class);

    CallerHeaders(SuiteClient client) {
        headers.put(Role.NOBODY, List.of(IN_THE_WILD));
        headers.put(Role.CUSTOMER, List.of(bearer(client, CUSTOMER, "customer", Tenant.WILD)));
        headers.put(Role.OTHER_CUSTOMER, List.of(bearer(client, "eve", "customer", Tenant.WILD)));
        headers.put(Role.CSR, List.of(bearer(client, "rita", "csr", Tenant.WILD)));
        headers.put(Role.OPERATOR, List.of(bearer(client, "olga", "operator", Tenant.WILD)));
        headers.put(Role.SERVICE, List.of(bearer(client, "cart-service", "service", Tenant.WILD), IN_THE_WILD));
        headers.put(
                Role.ALL_IN_ONE,
                List.of(bearer(client, "zoe", "customer csr operator service", Tenant.WILD), IN_THE_WILD));
        headers.put(Role.HONEST_OPERATOR, List.of(bearer(client, "olga", "operator", Tenant.HONEST)));
    }

    List<Header> headersOf(Role role) {
        return headers.getOrDefault(role, List.of());
    }

    private static Header bearer(SuiteClient client, String subject, String scope, String tenant) {
        String token = client.call(
                        Service.CART,
                        "POST",
                        "/dev/tokens",
                        Map.of("sub", subject, "scope", scope, "tenant", tenant),
                        Credentials.NONE,
                        Map.of())
                .text("access_token");
        if (token.isEmpty()) {
            throw new IllegalStateException("No token for " + subject);
        }
        return new Header("Authorization", "Bearer " + token);
    }
}
