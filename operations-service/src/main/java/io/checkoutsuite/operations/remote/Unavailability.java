package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Counts calls without a usable response, by service. */
@Component
@RequiredArgsConstructor
class Unavailability {

    private static final String CART = "cart";

    private final MeterRegistry meters;

    CartServiceUnavailableException ofCart(RestClientException failure) {
        count(CART);
        return new CartServiceUnavailableException(failure);
    }

    ParticipantUnavailableException of(Participant participant, RestClientException failure) {
        count(participant.serviceName());
        return new ParticipantUnavailableException(participant.serviceName(), failure);
    }

    /** Counts it and returns why the participant is unavailable. */
    String reason(Participant participant, RestClientException failure) {
        count(participant.serviceName());
        return String.valueOf(failure.getMessage());
    }

    private void count(String service) {
        meters.counter("suite.operations.unavailable", "service", service).increment();
    }
}
