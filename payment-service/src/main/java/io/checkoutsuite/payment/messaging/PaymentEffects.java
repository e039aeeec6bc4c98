package io.checkoutsuite.payment.messaging;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.EffectAssessor;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews which payments a completion would bind and a rollback would reverse. */
@Component
@RequiredArgsConstructor
class PaymentEffects implements EffectAssessor {

    private final Authorizations authorizations;

    @Override
    public Effect assess(SuiteEvent event) {
        return switch (event) {
            case CheckoutCompletion completion
            when completion.payments().isEmpty() -> Effect.nothing("nothing was paid");
            case CheckoutCompletion completion -> ofCompletion(known(completion));
            case CheckoutRollback rollback -> ofRollback(known(rollback));
            default -> Effect.nothing("the event does not affect payments");
        };
    }

    private Optional<Authorization> known(SuiteEvent event) {
        return authorizations.of(event.contextInfo().tenant(), event.requestId());
    }

    private static Effect ofCompletion(Optional<Authorization> known) {
        if (known.isEmpty()) {
            return Effect.conflict("payments of this request are unknown");
        }
        Authorization there = known.get();
        return switch (there.state()) {
            case BOUND -> Effect.nothing(total(there) + " is bound");
            case AUTHORIZED -> Effect.change("would bind " + total(there));
            case RUNNING, REFUSED, UNAVAILABLE, REVERSING, REVERSED, REVERSAL_FAILED ->
                Effect.conflict("payments of this request are " + there.state());
        };
    }

    private static Effect ofRollback(Optional<Authorization> known) {
        if (known.isEmpty()) {
            return Effect.nothing("nothing was ever held");
        }
        Authorization there = known.get();
        return switch (there.state()) {
            case RUNNING, AUTHORIZED, REVERSAL_FAILED -> Effect.change("would reverse " + total(there));
            case REVERSING -> Effect.nothing(total(there) + " is being reversed");
            case REFUSED, UNAVAILABLE, REVERSED -> Effect.nothing("nothing is held");
            case BOUND ->
                Effect.conflict(total(there) + " is part of order "
                        + there.requiredPurpose().orderNumber());
        };
    }

    private static String total(Authorization authorization) {
        return authorization.requiredPurpose().total().toString();
    }
}
