package io.checkoutsuite.payment.messaging;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Authorized;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.FailedAuthorization;
import io.checkoutsuite.payment.authorization.Refused;
import io.checkoutsuite.payment.authorization.ReversalFailed;
import io.checkoutsuite.payment.authorization.Reversed;
import io.checkoutsuite.payment.authorization.Reversing;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.Tombstone;
import io.checkoutsuite.payment.authorization.Unavailable;
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
        return known.map(PaymentEventPreviewer::ofCompletion)
                .orElseGet(() -> EventPreview.conflict("payments of this request are unknown"));
    }

    private static EventPreview ofCompletion(Authorization known) {
        return switch (known) {
            case Bound bound -> EventPreview.nothing(total(bound) + " is bound");
            case Authorized authorized -> EventPreview.change("would bind " + total(authorized));
            case Running running -> notHeld(running);
            case Awaiting awaiting -> notHeld(awaiting);
            case FailedAuthorization failed -> notHeld(failed);
            case Tombstone tombstone -> notHeld(tombstone);
        };
    }

    private static EventPreview notHeld(Authorization known) {
        return EventPreview.conflict("payments of this request are " + known.state());
    }

    private static EventPreview ofRollback(Optional<Authorization> known) {
        return known.map(PaymentEventPreviewer::ofRollback)
                .orElseGet(() -> EventPreview.nothing("nothing was ever held"));
    }

    private static EventPreview ofRollback(Authorization known) {
        return switch (known) {
            case Running running -> wouldReverse(running);
            case Awaiting awaiting -> wouldReverse(awaiting);
            case Authorized authorized -> wouldReverse(authorized);
            case ReversalFailed failed -> wouldReverse(failed);
            case Reversing reversing -> EventPreview.nothing(total(reversing) + " is being reversed");
            case Bound bound ->
                EventPreview.conflict(
                        total(bound) + " is part of order " + bound.purpose().orderNumber());
            case Refused refused -> nothingHeld();
            case Unavailable unavailable -> nothingHeld();
            case Reversed reversed -> nothingHeld();
            case Tombstone tombstone -> nothingHeld();
        };
    }

    private static EventPreview wouldReverse(BegunAuthorization begun) {
        return EventPreview.change("would reverse " + total(begun));
    }

    private static EventPreview nothingHeld() {
        return EventPreview.nothing("nothing is held");
    }

    private static String total(BegunAuthorization begun) {
        return begun.purpose().total().toString();
    }
}
