package io.checkoutsuite.acceptance.fuzz;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;

/** Sends a request, checks its response, and remembers which carts have a payment whose gateway is unavailable. */
@RequiredArgsConstructor
final class Sender {

    private static final Pattern UNAVAILABLE = Pattern.compile("tok_(down|timeout|slow|3ds|pending)");
    private static final Pattern CART = Pattern.compile("^/carts/([\\w-]+)/");
    private static final List<String> GATEWAY_PATHS =
            List.of("/authorizations", "/payments", "/ops/authorizations", "/ops/compensations");

    private final RawHttpClient http;
    private final ResponseChecker checker;
    private final Set<String> cartsOfUnavailableGateways = ConcurrentHashMap.newKeySet();

    Response send(Request request) {
        boolean unavailable = UNAVAILABLE.matcher(request.text()).find();
        Matcher cart = CART.matcher(request.target());
        if (cart.find()) {
            if (unavailable) {
                cartsOfUnavailableGateways.add(cart.group(1));
            }
            unavailable |= cartsOfUnavailableGateways.contains(cart.group(1));
        }
        Response response = http.send(request);
        checker.check(request, response, unavailable || GATEWAY_PATHS.stream().anyMatch(request.target()::startsWith));
        return response;
    }
}
