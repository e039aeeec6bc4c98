package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.cart.ActivityFailure.Step.CHECK;
import static io.checkoutsuite.cart.cart.ActivityFailure.Step.HOOK;
import static io.checkoutsuite.cart.cart.ActivityFailure.Step.RUN;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.cart.cart.FailureType;
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
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs the activities of one attempt in order.
 *
 * <p>An attempt that was taken over runs all of them again; with the same request id, each finds its earlier work. The workflow changes nothing
 * once another process may run the attempt.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutWorkflow {

    private final ActivityRegistry activities;
    private final List<CheckoutHook> hooks;
    private final CheckoutSettings settings;
    private final Clock clock;

    private static final AttemptFailure ABANDONED = AttemptFailure.of(
            FailureType.CHECKOUT_ABANDONED,
            null,
            "The checkout was interrupted and has been rolled back; it can be submitted again");

    /**
     * @throws LeaseLostException if another process runs the attempt now
     * @throws AttemptPostponedException if a resumed attempt cannot continue now
     */
    WorkflowResult run(Checkout checkout, CheckoutLeases.RunningAttempt mine) {
        Attempt.Undecided attempt = checkout.attempt();
        return attempt.isTakenOver()
                        && clock.instant().isAfter(attempt.runningSince().plus(settings.abandonAfter()))
                ? new WorkflowResult.Failed(ABANDONED, List.of(), mayHaveRun(checkout))
                : runAll(checkout, mine);
    }

    /** The activities that the attempt may have run, whichever process ran it, latest first. */
    List<ReversibleActivity> mayHaveRun(Checkout checkout) {
        return activities.concerning(checkout);
    }

    private WorkflowResult runAll(Checkout checkout, CheckoutLeases.RunningAttempt mine) {
        List<ActivityFailure> record = new ArrayList<>();
        Reserved reserved = new Reserved();
        Optional<AttemptFailure> refused = veto(checkout, record)
                .or(() -> merged(check(checkout), record))
                .or(() -> reserve(checkout, mine, reserved, record));
        AwaitedPayment awaited = reserved.awaited;
        if (refused.isEmpty() && awaited != null) {
            return new WorkflowResult.Awaiting(awaited);
        }
        return refused.or(() -> extendHolds(checkout, mine, record))
                .or(() -> ask(
                        "preCheckoutOrderPersist", checkout, record, hook -> hook.preCheckoutOrderPersist(checkout)))
                .<WorkflowResult>map(failure ->
                        new WorkflowResult.Failed(failure, record, toCompensate(checkout, List.copyOf(reserved.begun))))
                .orElseGet(() -> new WorkflowResult.Completed(reserved.payments));
    }

    /** It is unknown which activities an earlier process began, so all of them are compensated. */
    private List<ReversibleActivity> toCompensate(Checkout checkout, List<ReversibleActivity> begun) {
        return checkout.attempt().isTakenOver() ? mayHaveRun(checkout) : begun;
    }

    /** The veto of a hook before the checkout begins. */
    Optional<AttemptFailure> veto(Checkout checkout, List<ActivityFailure> record) {
        return ask("preCheckout", checkout, record, hook -> hook.preCheckout(checkout));
    }

    /** All failures that the checks find; every check runs. */
    List<AttemptFailure> check(Checkout checkout) {
        return activities.setUp().stream()
                .flatMap(check -> check(check, checkout).stream())
                .toList();
    }

    private static List<AttemptFailure> check(SetUpActivity check, Checkout checkout) {
        try {
            return check.check(checkout);
        } catch (RuntimeException unknown) {
            log.warn("The check {} could not be completed", check.name(), unknown);
            return List.of(unavailable(checkout, check.name(), unknown));
        }
    }

    /** What the activities have done so far. */
    private static final class Reserved {

        private final Deque<ReversibleActivity> begun = new ArrayDeque<>();
        private final List<PaymentSummary> payments = new ArrayList<>();
        private @Nullable AwaitedPayment awaited;
    }

    private Optional<AttemptFailure> reserve(
            Checkout checkout, CheckoutLeases.RunningAttempt mine, Reserved reserved, List<ActivityFailure> record) {
        for (List<ReversibleActivity> group : activities.groups(checkout)) {
            if (mine.isPastDeadline()) {
                String next = group.getFirst().name();
                if (checkout.attempt().isTakenOver()) {
                    throw new AttemptPostponedException(next, "the deadline has passed");
                }
                AttemptFailure tooSlow =
                        AttemptFailure.of(FailureType.SERVICE_UNAVAILABLE, next, "The checkout took too long");
                record.add(new ActivityFailure(next, RUN, tooSlow.message()));
                return Optional.of(tooSlow);
            }
            for (ReversibleActivity activity : group) {
                mine.enter(activity.name());
                reserved.begun.push(activity);
            }
            Optional<AttemptFailure> refused = Optional.empty();
            for (Run run : SideBySide.map(group, activity -> Run.of(activity, checkout))) {
                record.addAll(run.failures());
                switch (run.result()) {
                    case ActivityResult.Done done -> {
                        mine.completed(run.activity());
                        reserved.payments.addAll(done.payments());
                    }
                    case ActivityResult.Awaiting(AwaitedPayment awaited) -> reserved.awaited = awaited;
                    case ActivityResult.Refused refusal -> refused = refused.or(() -> Optional.of(refusal.failure()));
                }
            }
            if (refused.isPresent() || reserved.awaited != null) {
                return refused;
            }
        }
        return Optional.empty();
    }

    /** An activity that has run. */
    private record Run(ReversibleActivity activity, ActivityResult result, List<ActivityFailure> failures) {

        static Run of(ReversibleActivity activity, Checkout checkout) {
            List<ActivityFailure> failures = new ArrayList<>();
            ActivityResult result = attempt(activity, checkout, failures);
            return new Run(activity, result, failures);
        }
    }

    private static Optional<AttemptFailure> extendHolds(
            Checkout checkout, CheckoutLeases.RunningAttempt mine, List<ActivityFailure> record) {
        try {
            Optional<AttemptFailure> gone = mine.extendHolds();
            gone.ifPresent(failure ->
                    record.add(new ActivityFailure(String.valueOf(failure.activity()), RUN, failure.message())));
            return gone;
        } catch (LeaseLostException | DataAccessException undecided) {
            throw undecided;
        } catch (RuntimeException unknown) {
            log.warn("The reservations could not be extended", unknown);
            record.add(new ActivityFailure("extend", RUN, unknown.toString()));
            return Optional.of(unavailable(checkout, "extend", unknown));
        }
    }

    private static ActivityResult attempt(
            ReversibleActivity activity, Checkout checkout, List<ActivityFailure> record) {
        try {
            ActivityResult result = activity.run(checkout);
            if (result instanceof ActivityResult.Refused refused) {
                record.add(new ActivityFailure(
                        activity.name(), RUN, refused.failure().message()));
            }
            return result;
        } catch (RuntimeException unknown) {
            log.warn("The outcome of {} is unknown: {}", activity.name(), unknown.toString());
            record.add(new ActivityFailure(activity.name(), RUN, unknown.toString()));
            return ActivityResult.refused(unavailable(checkout, activity.name(), unknown));
        }
    }

    /** A new attempt fails immediately, because its caller is waiting. Nobody waits for a resumed attempt, so it is retried until it is too old. */
    private static AttemptFailure unavailable(Checkout checkout, String activity, RuntimeException unknown) {
        if (checkout.attempt().isTakenOver()) {
            throw new AttemptPostponedException(activity, unknown.toString());
        }
        return AttemptFailure.of(
                FailureType.SERVICE_UNAVAILABLE, activity, "A service that the checkout needs is unavailable");
    }

    /** A hook that throws does not allow the checkout. */
    private Optional<AttemptFailure> ask(
            String moment,
            Checkout checkout,
            List<ActivityFailure> record,
            Function<CheckoutHook, Optional<String>> question) {
        for (CheckoutHook hook : hooks) {
            Optional<AttemptFailure> refusal = ask(hook, moment, checkout, record, question);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<AttemptFailure> ask(
            CheckoutHook hook,
            String moment,
            Checkout checkout,
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
            return Optional.of(unavailable(checkout, moment, unknown));
        }
    }

    /** Merges all failed checks into one failure, with the type of the first and the messages and lines of all. */
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
