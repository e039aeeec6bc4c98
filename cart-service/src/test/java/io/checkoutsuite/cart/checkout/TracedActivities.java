package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import java.util.List;
import java.util.function.Supplier;

/** Activities that record their calls. */
final class TracedActivities {

    private TracedActivities() {}

    static ReversibleActivity activity(String name, List<String> trace) {
        return activity(name, trace, ActivityResult::done, () -> {});
    }

    static ReversibleActivity activity(
            String name, List<String> trace, Supplier<ActivityResult> run, Runnable compensate) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ActivityResult run(Checkout checkout) {
                trace.add(name);
                return run.get();
            }

            @Override
            public void compensate(String tenant, String requestId) {
                trace.add("compensate " + name);
                compensate.run();
            }
        };
    }

    /** An activity that may run at the same time as its neighbours. */
    static ReversibleActivity independent(String name, Supplier<ActivityResult> run) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isIndependent() {
                return true;
            }

            @Override
            public ActivityResult run(Checkout checkout) {
                return run.get();
            }

            @Override
            public void compensate(String tenant, String requestId) {}
        };
    }

    static SetUpActivity check(String name, List<String> trace, AttemptFailure... failures) {
        return new SetUpActivity() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<AttemptFailure> check(Checkout checkout) {
                trace.add(name);
                return List.of(failures);
            }
        };
    }

    /** An activity that runs several steps and whose compensate compensates those that were done. */
    static ReversibleActivity nested(String name, List<String> trace, String done, String failing) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ActivityResult run(Checkout checkout) {
                trace.add(done);
                trace.add(failing);
                throw new IllegalStateException(failing + " failed");
            }

            @Override
            public void compensate(String tenant, String requestId) {
                trace.add("compensate " + done);
                trace.add("compensate " + name);
            }
        };
    }

    static FinalizeActivity finalizer(String name, List<String> trace, Runnable then) {
        return new FinalizeActivity() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void afterDecision(Cart decided, Decision decision) {
                trace.add(name);
                then.run();
            }
        };
    }
}
