package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.reconcile.Counterparts;
import io.checkoutsuite.cart.reconcile.Party;
import io.checkoutsuite.cart.reconcile.ServiceSilent;
import io.checkoutsuite.cart.replay.Assessments;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.TimeRange;
import io.checkoutsuite.web.http.ServiceClients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;

/** Calls the operator endpoints of the four participants. An unavailable participant is never mistaken for one that holds nothing. */
@RequiredArgsConstructor
class RemoteCounterparts implements Counterparts {

    private final Assessments assessments;
    private final Map<Party, HoldingClient> services;

    static RemoteCounterparts of(Assessments assessments, ServiceClients clients, RemoteSettings settings) {
        Map<Party, HoldingClient> services = new EnumMap<>(Party.class);
        for (Party party : Party.values()) {
            String url = Objects.requireNonNull(settings.urls().get(party.word()));
            services.put(party, clients.client(HoldingClient.class, url, settings.timeout()));
        }
        return new RemoteCounterparts(assessments, services);
    }

    @Override
    public List<Map<Party, Effect>> assess(String tenant, List<OutboxEntry> events) {
        List<Map<Party, Effect>> effects = new ArrayList<>();
        events.forEach(event -> effects.add(new EnumMap<>(Party.class)));
        Map<String, Assessments.Verdict> verdicts = assessments.assess(
                tenant, Arrays.stream(Party.values()).map(Party::word).toList(), events);
        for (Party party : Party.values()) {
            switch (verdicts.get(party.word())) {
                case Assessments.Assessed(List<Effect> said) -> {
                    for (int i = 0; i < events.size(); i++) {
                        effects.get(i).put(party, said.get(i));
                    }
                }
                case Assessments.NoAnswer(String reason) ->
                    throw new ServiceSilent(party.word(), new IllegalStateException(reason));
                case null -> throw new ServiceSilent(party.word(), new IllegalStateException("It was not called"));
            }
        }
        return effects;
    }

    @Override
    public List<Holding> holdings(Party party, String tenant, @Nullable TimeRange created, String after, int limit) {
        HoldingClient service = Objects.requireNonNull(services.get(party));
        try {
            return Retries.idempotent(() -> service.holdings(
                            tenant,
                            created == null ? null : created.from(),
                            created == null ? null : created.to(),
                            after,
                            limit)
                    .items());
        } catch (RestClientException silent) {
            throw new ServiceSilent(party.word(), silent);
        }
    }
}
