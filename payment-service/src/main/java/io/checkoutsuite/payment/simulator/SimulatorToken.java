package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.payment.gateway.Token;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tokens of the simulator; each of them selects a behaviour. */
enum SimulatorToken {
    TOK_APPROVE,
    TOK_DECLINE_HARD,
    TOK_DECLINE_SOFT,
    TOK_SLOW,
    TOK_TIMEOUT_BEFORE,
    TOK_TIMEOUT_AFTER,
    TOK_DOWN,
    TOK_3DS,
    TOK_3DS_FIRST,
    TOK_PENDING;

    static Optional<SimulatorToken> of(Token token) {
        return Arrays.stream(values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(token.value()))
                .findFirst();
    }
}
