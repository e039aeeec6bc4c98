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

    private static final Pattern AWAY = Pattern.compile("tok_(down|timeout|slow|3ds|pending)");
    private static final Pattern CART = Pattern.compile("^/carts/([\\w-]+)/");
    private static final List<String> OF_A_GATEWAY =
            List.of("/authorizations", "/payments", "/ops/authorizations", "/ops/undo");

    private final Wire wire;
    private final Judge judge;
    private final Set<String> paidInTrouble = ConcurrentHashMap.newKeySet();

    Reply send(Request request) {
        boolean trouble = AWAY.matcher(request.text()).find();
        Matcher cart = CART.matcher(request.target());
        if (cart.find()) {
            if (trouble) {
                paidInTrouble.add(cart.group(1));
            }
            trouble |= paidInTrouble.contains(cart.group(1));
        }
        Reply reply = wire.send(request);
        judge.judge(request, reply, trouble || OF_A_GATEWAY.stream().anyMatch(request.target()::startsWith));
        return reply;
    }
}
