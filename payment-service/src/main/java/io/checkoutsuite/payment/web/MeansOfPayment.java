package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.BillingAddress;
import io.checkoutsuite.payment.gateway.CardNumbers;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.web.problem.Errors;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Refuses what cannot be paid with, and card numbers wherever they are sent (G10); what was sent is never repeated in the answer. */
@Component
@RequiredArgsConstructor
class MeansOfPayment {

    private final Gateways gateways;

    /** @param place JSON pointer of the object that holds gateway and token; empty for the body */
    void check(String place, @Nullable String gateway, @Nullable String token, Errors errors) {
        if (gateway == null || gateway.isBlank()) {
            errors.add(place + "/gateway", "missing", "gateway is missing");
        }
        if (token == null || token.isBlank()) {
            errors.add(place + "/token", "missing", "token is missing");
        }
        boolean card = CardNumbers.isIn(token);
        if (card) {
            errors.add(
                    place + "/token", "card-number", "A card number is not accepted: send the gateway's token for it");
        }
        if (gateway == null || gateway.isBlank()) {
            return;
        }
        Optional<PaymentGateway> known = gateways.named(gateway);
        if (known.isEmpty()) {
            errors.add(place + "/gateway", "unknown-gateway", "There is no such gateway");
        } else if (!card && token != null && !token.isBlank() && !known.get().accepts(new Token(token))) {
            errors.add(place + "/token", "unknown-token", "The gateway does not know this token");
        }
    }

    static void checkText(String pointer, @Nullable String text, Errors errors) {
        if (CardNumbers.isIn(text)) {
            errors.add(pointer, "card-number", "A card number is not accepted here");
        }
    }

    static void checkAddress(String pointer, @Nullable BillingAddress address, Errors errors) {
        if (address != null) {
            address.texts().forEach((field, text) -> checkText(pointer + "/" + field, text, errors));
            String phone = address.phone();
            // A telephone number has at most 15 digits, a card of most kinds 16.
            if (phone != null && phone.replaceAll("\\D", "").length() > 15) {
                errors.add(pointer + "/phone", "malformed", "A telephone number has at most 15 digits");
            }
        }
    }
}
