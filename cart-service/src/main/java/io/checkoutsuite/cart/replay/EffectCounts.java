package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.Effect;
import java.util.List;

/** Counts effects by their kind. */
final class EffectCounts {

    private EffectCounts() {}

    static Replay.Counts of(List<Effect> effects) {
        return new Replay.Counts(
                count(effects, Effect.Kind.NOTHING),
                count(effects, Effect.Kind.CHANGE),
                count(effects, Effect.Kind.CONFLICT));
    }

    private static long count(List<Effect> effects, Effect.Kind kind) {
        return effects.stream().filter(effect -> effect.kind() == kind).count();
    }
}
