package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.Effect;
import java.util.List;
import java.util.function.Predicate;

/** Counts previews by their kind. */
final class EffectCounts {

    private EffectCounts() {}

    static Replay.Counts of(List<Effect> effects) {
        return new Replay.Counts(
                count(effects, effect -> effect.kind() == Effect.Kind.NOTHING),
                count(effects, effect -> effect.kind() == Effect.Kind.CHANGE),
                count(effects, Effect::wouldBeParked));
    }

    private static long count(List<Effect> effects, Predicate<Effect> which) {
        return effects.stream().filter(which).count();
    }
}
