package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import java.util.List;
import java.util.function.Supplier;

/** Activities that write down what is asked of them. */
final class Traced {

    private Traced() {}

    static ReversibleActivity activity(String name, List<String> trace) {
        return activity(name, trace, Outcome::done, () -> {});
    }

    static ReversibleActivity activity(String name, List<String> trace, Supplier<Outcome> run, Runnable undo) {
        return new ReversibleActivity() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome run(Checkout checkout) {
                trace.add(name);
                return run.get();
            }

            @Override
            public void undo(Checkout checkout) {
                trace.add("undo " + name);
                undo.run();
            }
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
}
