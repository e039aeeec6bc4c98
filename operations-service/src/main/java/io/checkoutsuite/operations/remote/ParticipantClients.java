package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.web.http.ServiceClients;
import io.checkoutsuite.web.participants.ParticipantClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** One client for each participant. */
final class ParticipantClients {

    private final Map<Participant, ParticipantClient> byParticipant = new EnumMap<>(Participant.class);

    /** @param timeout of one call */
    ParticipantClients(ServiceClients clients, RemoteSettings settings, Duration timeout) {
        for (Participant participant : Participant.values()) {
            byParticipant.put(participant, clients.client(ParticipantClient.class, settings.url(participant), timeout));
        }
    }

    ParticipantClient of(Participant participant) {
        return Objects.requireNonNull(byParticipant.get(participant));
    }
}
