package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.events.PaymentSummary;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Runs the activities of one attempt in order, and undoes in the opposite order what had begun when one cannot be completed. */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutWorkflow {

    private final Activities activities;
    private final List<CheckoutHook> hooks;
    private final CheckoutSettings settings;
    private final RunningCheckouts running;
    private final Clock clock;

    WorkflowResult run(Checkout checkout) {
        Optional<AttemptFailure> refused = veto("preCheckout", checkout, hook -> hook.preCheckout(checkout))
                .or(() -> merged(check(checkout)));
        if (refused.isPresent()) {
            return new WorkflowResult.Failed(refused.get(), List.of());
        }
        Deque<ReversibleActivity> begun = new ArrayDeque<>();
        List<PaymentSummary> payments = new ArrayList<>();
        return reserve(checkout, begun, payments)
                .or(() -> veto("preCheckoutOrderPersist", checkout, hook -> hook.preCheckoutOrderPersist(checkout)))
                .<WorkflowResult>map(failure -> new WorkflowResult.Failed(failure, undo(checkout, begun)))
                .orElseGet(() -> new WorkflowResult.Completed(payments));
    }

    /** Every failure that the checks find; all of them run. */
    List<AttemptFailure> check(Checkout checkout) {
        return activities.setUp().stream()
                .flatMap(check -> check.check(checkout).stream())
                .toList();
    }

    /** Undoes everything, whether it had begun or not. */
    List<String> undoAll(Checkout checkout) {
        return undo(checkout, activities.reversible().reversed());
    }

    private Optional<AttemptFailure> reserve(
            Checkout checkout, Deque<ReversibleActivity> begun, List<PaymentSummary> payments) {
        for (ReversibleActivity activity : activities.reversible()) {
            if (checkout.isOutOfTime(clock.instant(), settings)) {
                return Optional.of(unavailable(activity, "The checkout took too long"));
            }
            running.enters(checkout.requestId(), activity.name());
            begun.push(activity);
            switch (attempt(activity, checkout)) {
                case Outcome.Done done -> payments.addAll(done.payments());
                case Outcome.Refused refusal -> {
                    return Optional.of(refusal.failure());
                }
            }
        }
        return Optional.empty();
    }

    private Outcome attempt(ReversibleActivity activity, Checkout checkout) {
        try {
            return activity.run(checkout);
        } catch (RuntimeException unknown) {
            log.warn("The outcome of {} is unknown, it is undone: {}", activity.name(), unknown.toString());
            return Outcome.refused(unavailable(activity, "A service that the checkout needs does not answer"));
        }
    }

    private static AttemptFailure unavailable(ReversibleActivity activity, String message) {
        return AttemptFailure.of(FailureType.SERVICE_UNAVAILABLE, activity.name(), message);
    }

    /** Goes on past an undo that fails, and says which did. */
    private List<String> undo(Checkout checkout, Collection<ReversibleActivity> latestFirst) {
        List<String> notUndone = new ArrayList<>();
        for (ReversibleActivity activity : latestFirst) {
            try {
                activity.undo(checkout);
            } catch (RuntimeException failed) {
                log.warn("{} was not undone, the rollback event will do it: {}", activity.name(), failed.toString());
                notUndone.add(activity.name());
            }
        }
        return notUndone;
    }

    private Optional<AttemptFailure> veto(
            String moment, Checkout checkout, Function<CheckoutHook, Optional<String>> ask) {
        return hooks.stream()
                .flatMap(hook -> ask.apply(hook).stream())
                .findFirst()
                .map(reason -> AttemptFailure.of(FailureType.CHECKOUT_VETOED, moment, reason));
    }

    /** One answer for all failed checks: the first one's type, everybody's lines. */
    private static Optional<AttemptFailure> merged(List<AttemptFailure> failures) {
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> messages = new LinkedHashMap<>();
        failures.forEach(failure -> failure.itemMessages()
                .forEach((line, message) -> messages.merge(line, message, (one, other) -> one + "; " + other)));
        AttemptFailure first = failures.getFirst();
        String message = String.join(
                "; ", failures.stream().map(AttemptFailure::message).distinct().toList());
        return Optional.of(
                AttemptFailure.of(first.type(), first.activity(), message).withItemMessages(messages));
    }
}
