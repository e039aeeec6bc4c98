package io.checkoutsuite.payment.messaging;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews which payments a completion would bind and a rollback would reverse. */
@Component
@RequiredArgsConstructor
class PaymentEventPreviewer implements EventPreviewer {

    private final Authorizations authorizations;

    @Override
    public EventPreview preview(SuiteEvent event) {
        return switch (event) {
            case CheckoutCompletion completion
            when completion.payments().isEmpty() -> EventPreview.nothing("nothing was paid");
            case CheckoutCompletion completion -> ofCompletion(known(completion));
            case CheckoutRollback rollback -> ofRollback(known(rollback));
            default -> EventPreview.nothing("the event does not affect payments");
        };
    }

    private Optional<Authorization> known(SuiteEvent event) {
        return authorizations.of(event.contextInfo().tenant(), event.requestId());
    }

    private static EventPreview ofCompletion(Optional<Authorization> known) {
        if (known.isEmpty()) {
            return EventPreview.conflict("payments of this request are unknown");
        }
        Authorization authorization = known.get();
        return switch (authorization.state()) {
            case BOUND -> EventPreview.nothing(total(authorization) + " is bound");
            case AUTHORIZED -> EventPreview.change("would bind " + total(authorization));
            case RUNNING, REFUSED, UNAVAILABLE, REVERSING, REVERSED, REVERSAL_FAILED ->
                EventPreview.conflict("payments of this request are " + authorization.state());
        };
    }

    private static EventPreview ofRollback(Optional<Authorization> known) {
        if (known.isEmpty()) {
            return EventPreview.nothing("nothing was ever held");
        }
        Authorization authorization = known.get();
        return switch (authorization.state()) {
            case RUNNING, AUTHORIZED, REVERSAL_FAILED -> EventPreview.change("would reverse " + total(authorization));
            case REVERSING -> EventPreview.nothing(total(authorization) + " is being reversed");
            case REFUSED, UNAVAILABLE, REVERSED -> EventPreview.nothing("nothing is held");
            case BOUND ->
                EventPreview.conflict(total(authorization) + " is part of order "
                        + authorization.requiredPurpose().orderNumber());
        };
    }

    private static String total(Authorization authorization) {
        return authorization.requiredPurpose().total().toString();
    }
}
