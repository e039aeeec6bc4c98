package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.cart.ActivityFailure.Step.CHECK;
import static io.checkoutsuite.cart.cart.ActivityFailure.Step.HOOK;
import static io.checkoutsuite.cart.cart.ActivityFailure.Step.RUN;
import static io.checkoutsuite.cart.cart.ActivityFailure.Step.UNDO;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.events.PaymentSummary;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
        List<ActivityFailure> record = new ArrayList<>();
        Deque<ReversibleActivity> begun = new ArrayDeque<>();
        List<PaymentSummary> payments = new ArrayList<>();
        return ask("preCheckout", record, hook -> hook.preCheckout(checkout))
                .or(() -> merged(check(checkout), record))
                .or(() -> reserve(checkout, begun, payments, record))
                .or(() -> ask("preCheckoutOrderPersist", record, hook -> hook.preCheckoutOrderPersist(checkout)))
                .<WorkflowResult>map(failure -> undone(checkout, failure, List.copyOf(begun), record))
                .orElseGet(() -> new WorkflowResult.Completed(payments));
    }

    /** Every failure that the checks find; all of them run. */
    List<AttemptFailure> check(Checkout checkout) {
        return activities.setUp().stream()
                .flatMap(check -> check(check, checkout).stream())
                .toList();
    }

    private static List<AttemptFailure> check(SetUpActivity check, Checkout checkout) {
        try {
            return check.check(checkout);
        } catch (RuntimeException unknown) {
            log.warn("{} could not be checked", check.name(), unknown);
            return List.of(unavailable(check.name()));
        }
    }

    /** Undoes everything that concerns this cart, whether it had begun or not. */
    List<Undo.Missing> undoAll(Checkout checkout) {
        return Undoing.undo(checkout.tenant(), checkout.requestId(), activities.concerning(checkout));
    }

    private Optional<AttemptFailure> reserve(
            Checkout checkout,
            Deque<ReversibleActivity> begun,
            List<PaymentSummary> payments,
            List<ActivityFailure> record) {
        for (ReversibleActivity activity : activities.reversible()) {
            if (!activity.concerns(checkout)) {
                continue;
            }
            if (checkout.isOutOfTime(clock.instant(), settings)) {
                AttemptFailure tooSlow = AttemptFailure.of(
                        FailureType.SERVICE_UNAVAILABLE, activity.name(), "The checkout took too long");
                record.add(new ActivityFailure(activity.name(), RUN, tooSlow.message()));
                return Optional.of(tooSlow);
            }
            running.enters(checkout.requestId(), activity.name());
            begun.push(activity);
            switch (attempt(activity, checkout, record)) {
                case Outcome.Done done -> payments.addAll(done.payments());
                case Outcome.Refused refusal -> {
                    return Optional.of(refusal.failure());
                }
            }
        }
        return Optional.empty();
    }

    private static Outcome attempt(ReversibleActivity activity, Checkout checkout, List<ActivityFailure> record) {
        try {
            Outcome outcome = activity.run(checkout);
            if (outcome instanceof Outcome.Refused refused) {
                record.add(new ActivityFailure(
                        activity.name(), RUN, refused.failure().message()));
            }
            return outcome;
        } catch (RuntimeException unknown) {
            log.warn("The outcome of {} is unknown, it is undone: {}", activity.name(), unknown.toString());
            record.add(new ActivityFailure(activity.name(), RUN, unknown.toString()));
            return Outcome.refused(unavailable(activity.name()));
        }
    }

    private static AttemptFailure unavailable(String activity) {
        return AttemptFailure.of(
                FailureType.SERVICE_UNAVAILABLE, activity, "A service that the checkout needs does not answer");
    }

    private static WorkflowResult undone(
            Checkout checkout,
            AttemptFailure failure,
            List<ReversibleActivity> latestFirst,
            List<ActivityFailure> record) {
        List<Undo.Missing> notUndone = Undoing.undo(checkout.tenant(), checkout.requestId(), latestFirst);
        notUndone.forEach(missing -> record.add(new ActivityFailure(missing.activity(), UNDO, missing.reason())));
        return new WorkflowResult.Failed(failure, List.copyOf(record), notUndone);
    }

    /** A hook that cannot answer has not allowed the checkout. */
    private Optional<AttemptFailure> ask(
            String moment, List<ActivityFailure> record, Function<CheckoutHook, Optional<String>> question) {
        for (CheckoutHook hook : hooks) {
            Optional<AttemptFailure> refusal = ask(hook, moment, record, question);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<AttemptFailure> ask(
            CheckoutHook hook,
            String moment,
            List<ActivityFailure> record,
            Function<CheckoutHook, Optional<String>> question) {
        try {
            return question.apply(hook).map(reason -> {
                record.add(new ActivityFailure(moment, HOOK, reason));
                return AttemptFailure.of(FailureType.CHECKOUT_VETOED, moment, reason);
            });
        } catch (RuntimeException unknown) {
            log.warn("A hook failed at {}", moment, unknown);
            record.add(new ActivityFailure(moment, HOOK, unknown.toString()));
            return Optional.of(unavailable(moment));
        }
    }

    /** One answer for all failed checks: the first one's type, everybody's lines. */
    private static Optional<AttemptFailure> merged(List<AttemptFailure> failures, List<ActivityFailure> record) {
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        failures.forEach(failure -> record.add(new ActivityFailure(
                String.valueOf(failure.activity()), CHECK, failure.type() + ": " + failure.message())));
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
