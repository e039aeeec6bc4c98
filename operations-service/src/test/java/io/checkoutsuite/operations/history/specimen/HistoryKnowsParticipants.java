package io.checkoutsuite.operations.history.specimen;

import io.checkoutsuite.operations.participant.Participant;

/** A history that depends on the participants: what the architecture forbids. */
public record HistoryKnowsParticipants(Participant participant) {}
