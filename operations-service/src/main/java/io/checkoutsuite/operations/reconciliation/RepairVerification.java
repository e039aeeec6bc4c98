package io.checkoutsuite.operations.reconciliation;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.CompensationHistory;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Verifies whether repairs have taken effect: in the participants by preview, in the cart by its history. */
@Slf4j
@Component
@RequiredArgsConstructor
class RepairVerification {

    private final CheckoutHistory history;
    private final Previews previews;

    /** A published event, and the participant that is to apply it. */
    private record Published(Discrepancy discrepancy, Participant participant, OutcomeEvent event) {}

    /** Those of the started repairs that have not taken effect yet, as far as the services that know it are available. */
    List<Discrepancy> stillOpen(String tenant, List<Discrepancy> started, KnownOutcomes outcomes) {
        List<Published> published = new ArrayList<>();
        List<Discrepancy> others = new ArrayList<>();
        for (Discrepancy discrepancy : started) {
            publication(discrepancy, outcomes).ifPresentOrElse(published::add, () -> others.add(discrepancy));
        }
        List<Discrepancy> open = new ArrayList<>(notApplied(tenant, published));
        open.addAll(notDone(tenant, others));
        return open;
    }

    private static Optional<Published> publication(Discrepancy discrepancy, KnownOutcomes outcomes) {
        return discrepancy.repairAction() instanceof RepairAction.Publication publication
                ? outcomes.event(discrepancy.requestId())
                        .map(event -> new Published(discrepancy, publication.participant(), event))
                : Optional.empty();
    }

    private List<Discrepancy> notApplied(String tenant, List<Published> published) {
        List<Map<Participant, EventPreview>> reported;
        try {
            reported =
                    previews.of(tenant, published.stream().map(Published::event).toList());
        } catch (ParticipantUnavailableException unavailable) {
            log.warn("The effect of repairs cannot be verified: {}", unavailable.getMessage());
            return published.stream().map(Published::discrepancy).toList();
        }
        List<Discrepancy> open = new ArrayList<>();
        for (int i = 0; i < published.size(); i++) {
            Published each = published.get(i);
            EventPreview preview = reported.get(i).get(each.participant());
            if (preview == null || preview.kind() != EventPreview.Kind.NOTHING) {
                open.add(each.discrepancy());
            }
        }
        return open;
    }

    private List<Discrepancy> notDone(String tenant, List<Discrepancy> started) {
        if (started.isEmpty()) {
            return started;
        }
        try {
            Map<String, CartHistory> carts = history.carts(tenant, cartIds(started), false);
            return started.stream()
                    .filter(discrepancy ->
                            !isDone(discrepancy, carts.get(discrepancy.finding().cartId())))
                    .toList();
        } catch (CartServiceUnavailableException unavailable) {
            log.warn("The effect of repairs cannot be verified: {}", unavailable.getMessage());
            return started;
        }
    }

    private static Set<String> cartIds(List<Discrepancy> started) {
        return started.stream()
                .map(discrepancy -> discrepancy.finding().cartId())
                .collect(toSet());
    }

    private static boolean isDone(Discrepancy discrepancy, @Nullable CartHistory cart) {
        return cart instanceof CartHistory.Readable readable
                && switch (discrepancy.repairAction()) {
                    case RepairAction.RetryCompensation() ->
                        readable.attempt(discrepancy.requestId())
                                .map(RepairVerification::isCompensated)
                                .orElse(false);
                    case RepairAction.ResumeCheckout() ->
                        readable.attempt(discrepancy.requestId())
                                .map(AttemptHistory.Decided.class::isInstance)
                                .orElse(false);
                    case RepairAction.PublishPendingEvent(String eventId) -> !readable.isPending(eventId);
                    case RepairAction.Publication publication -> false;
                    case RepairAction.Manual manual -> false;
                };
    }

    private static boolean isCompensated(AttemptHistory attempt) {
        return switch (attempt) {
            case AttemptHistory.Running running -> false;
            case AttemptHistory.Completed completed -> true;
            case AttemptHistory.RolledBack rolledBack ->
                rolledBack.compensation().map(CompensationHistory::isDone).orElse(true);
        };
    }
}
