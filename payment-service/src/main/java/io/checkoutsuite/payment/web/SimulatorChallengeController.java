package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.simulator.ConditionalOnSimulator;
import io.checkoutsuite.payment.simulator.SimulatorChallenges;
import io.checkoutsuite.payment.simulator.SimulatorHold;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The simulated gateway's page on which a buyer confirms a payment or does not. It belongs to no shop, so it needs no access token. */
@RestController
@ConditionalOnSimulator
@RequestMapping("/simulator/challenges/{tenant}/{reference}")
@RequiredArgsConstructor
class SimulatorChallengeController {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Confirm the payment</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>body{font:16px/1.5 sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem;text-align:center}
            button{font:inherit;padding:.6rem 1.4rem;margin:.5rem;border-radius:.4rem;border:1px solid #555;cursor:pointer}
            .approve{background:#176b3a;color:#fff;border-color:#176b3a}</style></head>
            <body><h1>%s</h1><p>%s</p>%s</body></html>
            """;

    private static final String BUTTONS = """
            <form method="post" action="%1$s/approvals"><button class="approve">Confirm</button></form>
            <form method="post" action="%1$s/refusals"><button>Do not confirm</button></form>
            """;

    private final SimulatorChallenges challenges;

    @Operation(summary = "Shows the simulated gateway's page for a challenge")
    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> showChallenge(@PathVariable String tenant, @PathVariable String reference) {
        SimulatorHold hold = hold(tenant, reference);
        return hold.isUndecided()
                ? page(
                        "Confirm the payment",
                        "The shop asks for %s %s.".formatted(hold.amount().toPlainString(), hold.currency()),
                        BUTTONS.formatted(HtmlUtils.htmlEscape("/simulator/challenges/" + tenant + "/" + reference)))
                : page("There is nothing to confirm", "Return to the shop.", "");
    }

    @Operation(summary = "Confirms a challenged or pending payment of the simulated gateway")
    @PostMapping(path = "/approvals", produces = MediaType.TEXT_HTML_VALUE)
    @DocumentedProblems("conflict")
    ResponseEntity<String> approveChallenge(@PathVariable String tenant, @PathVariable String reference) {
        return decide(tenant, reference, true);
    }

    @Operation(summary = "Refuses a challenged or pending payment of the simulated gateway")
    @PostMapping(path = "/refusals", produces = MediaType.TEXT_HTML_VALUE)
    @DocumentedProblems("conflict")
    ResponseEntity<String> refuseChallenge(@PathVariable String tenant, @PathVariable String reference) {
        return decide(tenant, reference, false);
    }

    private ResponseEntity<String> decide(String tenant, String reference, boolean approved) {
        if (!challenges.decide(hold(tenant, reference), approved)) {
            throw new ProblemException(Problems.CONFLICT, "The payment is decided");
        }
        return page(approved ? "The payment is confirmed" : "The payment is not confirmed", "Return to the shop.", "");
    }

    private SimulatorHold hold(String tenant, String reference) {
        return challenges.find(tenant, reference).orElseThrow(() -> ProblemException.notFound("challenge"));
    }

    private static ResponseEntity<String> page(String title, String text, String buttons) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .body(PAGE.formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(text), buttons));
    }
}
