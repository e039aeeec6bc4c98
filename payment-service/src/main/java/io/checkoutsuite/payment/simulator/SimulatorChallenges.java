package io.checkoutsuite.payment.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import lombok.extern.slf4j.Slf4j;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What a buyer decides on the simulator's page, and the notifications that follow. */
@Slf4j
@Component
@ConditionalOnSimulator
public class SimulatorChallenges {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SimulatorHolds holds;
    private final SimulatorSettings settings;
    private final SimulatorWebhooks webhooks;
    private final RestClient http;

    SimulatorChallenges(SimulatorHolds holds, SimulatorSettings settings, SimulatorWebhooks webhooks) {
        this.holds = holds;
        this.settings = settings;
        this.webhooks = webhooks;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(TIMEOUT);
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    /** The record of a reference; empty if there is none. */
    public Optional<SimulatorHold> find(String tenant, String reference) {
        return holds.find(tenant, reference);
    }

    /**
     * Decides a payment that waits for its buyer or its result, and notifies the shop.
     *
     * @return false if it was decided before
     */
    public boolean decide(SimulatorHold hold, boolean approved) {
        boolean decided = holds.decide(hold.tenant(), hold.reference(), approved);
        String url = settings.webhookUrl();
        if (decided && url != null && !url.isBlank()) {
            Thread.startVirtualThread(
                    () -> IntStream.range(0, settings.webhookCopies()).forEach(copy -> send(url, hold)));
        }
        return decided;
    }

    private void send(String url, SimulatorHold hold) {
        byte[] body = webhooks.about(hold);
        try {
            http.post()
                    .uri(url)
                    .contentType(MediaType.APPLICATION_JSON)
                    .header(SimulatorWebhooks.SIGNATURE, webhooks.sign(body))
                    .body(body)
                    .retrieve()
                    .toBodilessEntity();
        } catch (RestClientException lost) {
            log.info("The simulator's notification of {} was not accepted: {}", hold.reference(), lost.getMessage());
        }
    }
}
