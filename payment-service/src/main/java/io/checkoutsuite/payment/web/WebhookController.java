package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.checkout.PaymentResults;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import io.checkoutsuite.payment.lease.LeasedElsewhereException;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.cards.CardNumbersAllowed;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives the notifications of gateways. Their signature replaces an access token, and their form is documented by each gateway and not by this
 * service.
 */
@Slf4j
@RestController
@RequiredArgsConstructor
class WebhookController {

    private static final long LARGEST = 256 * 1024;
    private static final int RETRY_SECONDS = 1;

    private final Gateways gateways;
    private final PaymentResults paymentResults;

    /** Whatever the notification says, only the gateway's own record counts, which is looked up. */
    @Operation(summary = "Receives a signed notification of a gateway")
    @PostMapping(path = "/gateways/{gateway}/webhooks", consumes = "application/*")
    @DocumentedProblems({"webhook-refused", "payment-unavailable"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @BodyLimit(LARGEST)
    void receiveWebhook(
            @PathVariable String gateway,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @CardNumbersAllowed byte @Nullable [] body) {
        WebhookReceipt receipt = gateways.named(gateway)
                .orElseThrow(() -> ProblemException.notFound("gateway"))
                .receive(new Webhook(
                        headers.toSingleValueMap().entrySet().stream()
                                .collect(Collectors.toMap(
                                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue)),
                        body == null ? new byte[0] : body));
        switch (receipt) {
            case WebhookReceipt.Accepted(var concerned) -> {
                try {
                    concerned.forEach(paymentResults::mayHaveChanged);
                } catch (LeasedElsewhereException inProgress) {
                    throw PaymentProblems.unavailable("The payment is being worked on; send it again", RETRY_SECONDS);
                }
            }
            case WebhookReceipt.Refused(String reason) -> {
                log.warn("A notification for gateway {} was refused: {}", gateway, reason);
                throw new ProblemException(PaymentProblems.WEBHOOK_REFUSED, reason);
            }
            case WebhookReceipt.Unsupported() -> throw ProblemException.notFound("gateway");
        }
    }
}
