package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.history.CheckoutRepairs;
import io.checkoutsuite.operations.history.CheckoutRepairs.Republication;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.checkoutsuite.operations.history.PublicationResult;
import io.checkoutsuite.operations.participant.Participant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Asks the cart service for repairs: events in batches, decisions one by one. A repair that cannot be started prevents no other. */
@Slf4j
@Component
@RequiredArgsConstructor
class RepairCommands {

    private static final int MAX_PER_CALL = 100;

    private final CheckoutRepairs repairs;

    /** The discrepancies whose repair was started. */
    List<Discrepancy> start(String tenant, Repairer.Run run, List<Discrepancy> selected, KnownOutcomes outcomes) {
        Map<Participant, Set<String>> published = new EnumMap<>(Participant.class);
        for (Participant participant : Participant.values()) {
            Republication why = new Republication(run.id(), participant.serviceName(), run.by());
            Set<String> forParticipant = published(
                    requestIds(selected, RepairAction.RepublishOutcome.class, participant)
                            .filter(outcomes.decided()::containsKey),
                    ids -> repairs.republish(
                            tenant,
                            why,
                            ids.stream()
                                    .flatMap(id -> outcomes.event(id).stream())
                                    .toList()));
            forParticipant.addAll(published(
                    requestIds(selected, RepairAction.RollBackOrphan.class, participant)
                            .filter(outcomes.orphans()::containsKey),
                    ids -> repairs.rollBackOrphans(tenant, why, ids)));
            published.put(participant, forParticipant);
        }
        Set<String> relayed = published(
                selected.stream()
                        .filter(discrepancy -> discrepancy.repairAction() instanceof RepairAction.PublishPendingEvent)
                        .map(discrepancy -> discrepancy.finding().cartId()),
                ids -> repairs.publishPending(tenant, run.by(), ids));
        return selected.stream()
                .filter(discrepancy -> switch (discrepancy.repairAction()) {
                    case RepairAction.Manual() -> false;
                    case RepairAction.Publication publication ->
                        published
                                .getOrDefault(publication.participant(), Set.of())
                                .contains(discrepancy.requestId());
                    case RepairAction.PublishPendingEvent pendingEvent ->
                        relayed.contains(discrepancy.finding().cartId());
                    case RepairAction.RetryCompensation() ->
                        isAccepted(() -> repairs.retryCompensation(tenant, discrepancy.requestId()));
                    case RepairAction.ResumeCheckout() ->
                        isAccepted(() -> repairs.resume(tenant, discrepancy.requestId()));
                })
                .toList();
    }

    private static Stream<String> requestIds(
            List<Discrepancy> selected, Class<? extends RepairAction.Publication> kind, Participant participant) {
        return selected.stream()
                .filter(discrepancy -> kind.isInstance(discrepancy.repairAction())
                        && kind.cast(discrepancy.repairAction()).participant() == participant)
                .map(Discrepancy::requestId);
    }

    /** The ids for which the cart service has published what was asked for. */
    private static Set<String> published(
            Stream<String> ids, Function<List<String>, Map<String, PublicationResult>> publish) {
        List<String> asked = ids.distinct().toList();
        Set<String> published = new HashSet<>();
        for (int from = 0; from < asked.size(); from += MAX_PER_CALL) {
            try {
                publish.apply(asked.subList(from, Math.min(from + MAX_PER_CALL, asked.size())))
                        .values()
                        .forEach(result -> {
                            if (result.isPublished()) {
                                published.add(result.id());
                            } else {
                                log.warn("Not published again: {}: {}", result.id(), result.description());
                            }
                        });
            } catch (CartServiceUnavailableException unavailable) {
                log.warn("Repairs could not be started: {}", unavailable.getMessage());
                return published;
            }
        }
        return published;
    }

    private static boolean isAccepted(BooleanSupplier command) {
        try {
            return command.getAsBoolean();
        } catch (CartServiceUnavailableException unavailable) {
            log.warn("A repair could not be started: {}", unavailable.getMessage());
            return false;
        }
    }
}
