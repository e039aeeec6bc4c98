package io.checkoutsuite.operations.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.web.participants.DeadLetterSummary;

/** A dead letter with the service that keeps it. */
public record SuiteDeadLetter(
        Participant service, @JsonUnwrapped DeadLetterSummary letter) {}
