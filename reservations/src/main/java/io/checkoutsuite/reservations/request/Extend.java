package io.checkoutsuite.reservations.request;

import java.time.Clock;
import java.time.Duration;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Extends the lease of a request. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Extend {

    private final Requests requests;
    private final Clock clock;

    public ExtendResult extend(RequestKey key, Duration lease) {
        if (requests.extend(key, clock.instant().plus(lease))) {
            return ExtendResult.EXTENDED;
        }
        return requests.find(key)
                .map(seen -> switch (seen.state()) {
                    case RequestState.Released released -> ExtendResult.RELEASED;
                    case RequestState.Committed committed -> ExtendResult.COMMITTED;
                    case RequestState.Reacquiring reacquiring -> ExtendResult.COMMITTED;
                    // It was created between the update and the read, with a lease of its own.
                    case RequestState.Reserved reserved -> ExtendResult.EXTENDED;
                })
                .orElse(ExtendResult.UNKNOWN);
    }
}
