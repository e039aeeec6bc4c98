package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.replay.Assessments;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.web.http.ServiceClients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

/** Calls the preview endpoints of the participants, with at most as many events per call as they accept. */
@RequiredArgsConstructor
class RemoteAssessments implements Assessments, AutoCloseable {

    private static final int AT_ONCE = 100;

    /** A call with a single event may be longer. */
    private static final int LONGEST_CALL = 1024 * 1024;

    private final Map<String, AssessmentClient> services;
    private final JsonMapper json;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    static RemoteAssessments of(ServiceClients clients, RemoteSettings settings, JsonMapper json) {
        Map<String, AssessmentClient> services = new LinkedHashMap<>();
        settings.urls()
                .forEach((name, url) ->
                        services.put(name, clients.client(AssessmentClient.class, url, settings.timeout())));
        return new RemoteAssessments(services, json);
    }

    @Override
    public List<String> services() {
        return List.copyOf(services.keySet());
    }

    @Override
    public Map<String, Verdict> assess(String tenant, Collection<String> asked, List<OutboxEntry> events) {
        Map<String, Future<Verdict>> asking = new LinkedHashMap<>();
        asked.forEach(name -> asking.put(name, calls.submit(() -> verdict(name, tenant, events))));
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        asking.forEach((name, answer) -> verdicts.put(name, get(answer)));
        return verdicts;
    }

    private Verdict verdict(String name, String tenant, List<OutboxEntry> events) {
        AssessmentClient service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("There is no service " + name);
        }
        try {
            List<Effect> effects = new ArrayList<>();
            for (int from = 0; from < events.size(); ) {
                List<OutboxEntry> some = events.subList(from, endOfCall(events, from));
                List<AssessmentClient.Assessment> items =
                        service.assess(tenant, asked(some)).items();
                if (items.size() != some.size()) {
                    return new NoAnswer("It returned " + items.size() + " previews of " + some.size() + " events");
                }
                items.forEach(item -> effects.add(new Effect(item.effect(), item.description())));
                from += some.size();
            }
            return new Assessed(effects);
        } catch (RestClientException noAnswer) {
            return new NoAnswer(String.valueOf(noAnswer.getMessage()));
        }
    }

    static int endOfCall(List<OutboxEntry> events, int from) {
        int end = from + 1;
        long length = events.get(from).body().length();
        while (end < events.size() && end - from < AT_ONCE) {
            length += events.get(end).body().length();
            if (length > LONGEST_CALL) {
                break;
            }
            end++;
        }
        return end;
    }

    private AssessmentClient.Asked asked(List<OutboxEntry> events) {
        return new AssessmentClient.Asked(events.stream()
                .map(event -> new AssessmentClient.Event(event.type(), json.readTree(event.body())))
                .toList());
    }

    private static Verdict get(Future<Verdict> answer) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new NoAnswer("The call was interrupted");
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
