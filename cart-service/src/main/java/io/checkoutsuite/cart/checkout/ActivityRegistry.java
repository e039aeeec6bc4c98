package io.checkoutsuite.cart.checkout;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.cart.compensation.CompensableActivities;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** The activities of every checkout, in the configured order. The service does not start with an invalid list. */
@Slf4j
@Component
final class ActivityRegistry implements CompensableActivities {

    private final List<SetUpActivity> setUp;
    private final List<ReversibleActivity> reversible;
    private final List<FinalizeActivity> finalizers;
    private final Map<String, CheckoutActivity> byName;

    ActivityRegistry(List<CheckoutActivity> available, CheckoutSettings settings) {
        this.byName = available.stream().collect(toMap(CheckoutActivity::name, activity -> activity, (one, other) -> {
            throw new UnusableSettingsException("Two activities are called " + one.name() + ": "
                    + one.getClass().getName() + " and "
                    + other.getClass().getName());
        }));
        Set<String> seen = new HashSet<>();
        this.setUp = pick(SetUpActivity.class, settings.setUp(), byName, seen);
        this.reversible = pick(ReversibleActivity.class, settings.reversible(), byName, seen);
        this.finalizers = pick(FinalizeActivity.class, settings.finalizers(), byName, seen);
        log.info(
                "Checkout activities: set-up {} | reversible {} | finalizers {}",
                names(setUp),
                names(reversible),
                names(finalizers));
    }

    private static <A extends CheckoutActivity> List<A> pick(
            Class<A> phase, List<String> names, Map<String, CheckoutActivity> byName, Set<String> seen) {
        return names.stream()
                .map(name -> {
                    CheckoutActivity activity = byName.get(name);
                    if (!seen.add(name)) {
                        throw new UnusableSettingsException("The activity " + name + " is listed twice");
                    }
                    if (activity == null) {
                        throw new UnusableSettingsException(
                                "There is no activity " + name + ", only " + byName.keySet());
                    }
                    if (!phase.isInstance(activity)) {
                        throw new UnusableSettingsException("The activity " + name + " is not a "
                                + phase.getSimpleName() + " and cannot run in its phase");
                    }
                    return phase.cast(activity);
                })
                .toList();
    }

    private static String names(List<? extends CheckoutActivity> activities) {
        return activities.stream().map(CheckoutActivity::name).collect(joining(" → "));
    }

    List<SetUpActivity> setUp() {
        return setUp;
    }

    List<ReversibleActivity> reversible() {
        return reversible;
    }

    /** The activities that concern the cart, in the configured order. Those that may run at the same time are in one group. */
    List<List<ReversibleActivity>> groups(Checkout checkout) {
        List<List<ReversibleActivity>> groups = new ArrayList<>();
        for (ReversibleActivity activity : concerning(checkout).reversed()) {
            boolean joins = activity.isIndependent()
                    && !groups.isEmpty()
                    && groups.getLast().getLast().isIndependent();
            if (!joins) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(activity);
        }
        return groups;
    }

    /** Also returns an activity that is no longer listed, because attempts may have run it while it was. */
    @Override
    public Optional<ReversibleActivity> reversible(String name) {
        return byName.get(name) instanceof ReversibleActivity activity ? Optional.of(activity) : Optional.empty();
    }

    /** The activities that an attempt for this cart may have run, latest first. */
    List<ReversibleActivity> concerning(Checkout checkout) {
        return reversible.reversed().stream()
                .filter(activity -> activity.concerns(checkout))
                .toList();
    }

    List<FinalizeActivity> finalizers() {
        return finalizers;
    }
}
