package io.checkoutsuite.operations.deadletter;

import io.checkoutsuite.messaging.deadletter.RedriveReport;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.ParticipantDeadLetters;
import io.checkoutsuite.operations.participant.RedriveRefusedException;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.participants.DeadLetterSummary;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** The dead letters of all participants. Each participant keeps and redrives its own; nothing is stored here. */
@Service
@RequiredArgsConstructor
public class DeadLetterOverview {

    private static final String SERVICE = "service";

    private final ParticipantDeadLetters deadLetters;

    /** A dead letter that was found, with the participant that keeps it. */
    private record Owned(Participant service, ObjectNode letter) {

        ObjectNode withService() {
            return letter.put(SERVICE, service.serviceName());
        }
    }

    /**
     * Lists the dead letters of the asked participants, one participant after the other. One that is unavailable is named and hides no other.
     *
     * @param filter topic, type, requestId, reason and state, as far as they are set
     */
    public DeadLetterPage page(
            String tenant, Set<Participant> asked, Map<String, String> filter, DeadLetterCursor after, int limit) {
        List<SuiteDeadLetter> items = new ArrayList<>();
        List<Participant> unavailable = new ArrayList<>();
        for (Participant service : Participant.values()) {
            if (!asked.contains(service) || service.compareTo(after.service()) < 0) {
                continue;
            }
            if (items.size() == limit) {
                return new DeadLetterPage(items, new DeadLetterCursor(service, "").text(), unavailable);
            }
            String afterLetter = service == after.service() ? after.letterId() : "";
            try {
                Page<DeadLetterSummary> page =
                        deadLetters.page(service, tenant, filter, afterLetter, limit - items.size());
                page.items().forEach(letter -> items.add(new SuiteDeadLetter(service, letter)));
                if (page.next() != null) {
                    return new DeadLetterPage(items, new DeadLetterCursor(service, page.next()).text(), unavailable);
                }
            } catch (ParticipantUnavailableException away) {
                unavailable.add(service);
            }
        }
        return new DeadLetterPage(items, null, unavailable);
    }

    /**
     * The dead letter with its content and the service that keeps it; empty if no participant has one with this id.
     *
     * @throws ParticipantUnavailableException if none of the available participants has it and another one is unavailable
     */
    public Optional<ObjectNode> find(String tenant, String id) {
        return owner(tenant, id).map(Owned::withService);
    }

    private Optional<Owned> owner(String tenant, String id) {
        @Nullable ParticipantUnavailableException unavailable = null;
        for (Participant service : Participant.values()) {
            try {
                Optional<ObjectNode> found = deadLetters.find(service, tenant, id);
                if (found.isPresent()) {
                    return Optional.of(new Owned(service, found.get()));
                }
            } catch (ParticipantUnavailableException away) {
                unavailable = away;
            }
        }
        if (unavailable != null) {
            throw unavailable;
        }
        return Optional.empty();
    }

    /**
     * Sends a dead letter to its topic again.
     *
     * @throws RedriveRefusedException if its state does not allow it
     * @throws ParticipantUnavailableException if the participant that keeps it, or may keep it, is unavailable
     */
    public Optional<ObjectNode> redrive(String tenant, String id) {
        return owner(tenant, id)
                .flatMap(owned -> deadLetters
                        .redrive(owned.service(), tenant, id)
                        .map(letter -> new Owned(owned.service(), letter).withService()));
    }

    /**
     * Redrives dead letters, one participant after the other.
     *
     * @param limit the maximum number for all participants together
     */
    public SuiteRedriveReport redrive(
            String tenant, Set<Participant> asked, RedriveSelection selection, int limit, int perSecond) {
        return switch (selection) {
            case RedriveSelection.Ids(List<String> ids) -> redriveIds(tenant, asked, ids, limit, perSecond);
            case RedriveSelection.Matching(Map<String, Object> members) -> {
                Map<Participant, Map<String, Object>> selections = new EnumMap<>(Participant.class);
                asked.forEach(service -> selections.put(service, members));
                yield redrive(tenant, selections, List.of(), limit, perSecond);
            }
        };
    }

    private SuiteRedriveReport redriveIds(
            String tenant, Set<Participant> asked, Collection<String> ids, int limit, int perSecond) {
        Map<Participant, List<String>> byOwner = new EnumMap<>(Participant.class);
        List<String> unknown = new ArrayList<>();
        for (String id : ids) {
            owner(tenant, id)
                    .map(Owned::service)
                    .filter(asked::contains)
                    .ifPresentOrElse(
                            service -> byOwner.computeIfAbsent(service, owner -> new ArrayList<>())
                                    .add(id),
                            () -> unknown.add(id));
        }
        Map<Participant, Map<String, Object>> selections = new EnumMap<>(Participant.class);
        byOwner.forEach((service, owned) -> selections.put(service, Map.of("ids", owned)));
        return redrive(tenant, selections, unknown, limit, perSecond);
    }

    private SuiteRedriveReport redrive(
            String tenant,
            Map<Participant, Map<String, Object>> selections,
            List<String> unknown,
            int limit,
            int perSecond) {
        List<SuiteRedriveReport.ServiceRedriveReport> reports = new ArrayList<>();
        List<Participant> unavailable = new ArrayList<>();
        int redriven = 0;
        for (Map.Entry<Participant, Map<String, Object>> each : selections.entrySet()) {
            if (redriven >= limit) {
                break;
            }
            try {
                RedriveReport report = deadLetters.redrive(
                        each.getKey(), tenant, RedriveSelection.body(each.getValue(), limit - redriven, perSecond));
                redriven += report.redriven();
                reports.add(new SuiteRedriveReport.ServiceRedriveReport(each.getKey(), report));
            } catch (ParticipantUnavailableException away) {
                unavailable.add(each.getKey());
            }
        }
        return new SuiteRedriveReport(redriven, reports, unknown, unavailable);
    }
}
