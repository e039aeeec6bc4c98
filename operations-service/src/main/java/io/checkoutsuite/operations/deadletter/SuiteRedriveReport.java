package io.checkoutsuite.operations.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkoutsuite.messaging.deadletter.RedriveReport;
import io.checkoutsuite.operations.participant.Participant;
import java.util.List;

/**
 * The result of an operator's request to redrive dead letters of several services.
 *
 * @param redriven how many were sent in total
 * @param services the result of each service that was asked
 * @param unknown the requested ids that no service knows
 * @param unavailable the services that do not answer; what they have sent is unknown
 */
public record SuiteRedriveReport(
        long redriven, List<ServiceRedriveReport> services, List<String> unknown, List<Participant> unavailable) {

    public SuiteRedriveReport {
        services = List.copyOf(services);
        unknown = List.copyOf(unknown);
        unavailable = List.copyOf(unavailable);
    }

    /** The result of one service. */
    public record ServiceRedriveReport(
            Participant service, @JsonUnwrapped RedriveReport report) {}
}
