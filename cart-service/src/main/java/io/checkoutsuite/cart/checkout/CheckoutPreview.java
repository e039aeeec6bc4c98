package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** The dry run of a checkout: hooks, all checks, and a preview from every participant. Nothing is reserved or authorized. */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutPreview {

    private final ActivityRegistry activities;
    private final CheckoutWorkflow workflow;

    /** All failures that a submit would encounter now, in the order in which it would encounter them. */
    List<AttemptFailure> failures(Checkout checkout) {
        List<AttemptFailure> failures = new ArrayList<>();
        workflow.veto(checkout, new ArrayList<>()).ifPresent(failures::add);
        failures.addAll(workflow.check(checkout));
        activities.reversible().stream()
                .filter(activity -> activity.concerns(checkout))
                .forEach(activity -> failures.addAll(preview(activity, checkout)));
        return List.copyOf(failures);
    }

    /** An unavailable participant counts as a failure. */
    private static List<AttemptFailure> preview(ReversibleActivity activity, Checkout checkout) {
        try {
            return activity.preview(checkout);
        } catch (RuntimeException unknown) {
            log.warn("{} could not be previewed: {}", activity.name(), unknown.toString());
            return List.of(AttemptFailure.of(
                    FailureType.SERVICE_UNAVAILABLE,
                    activity.name(),
                    "A service that the checkout needs is unavailable"));
        }
    }
}
