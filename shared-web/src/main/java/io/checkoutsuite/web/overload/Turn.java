package io.checkoutsuite.web.overload;

import io.github.resilience4j.bulkhead.Bulkhead;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** One request's place among those that are under way. While it only waits for something to happen, somebody else may have it. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class Turn {

    static final String ATTRIBUTE = Turn.class.getName();

    private final Bulkhead share;
    private final Bulkhead waiting;
    private boolean held = true;

    /** Waits without a place, as far as there is room for those who wait; afterwards it goes on whether a place is free again or not. */
    public static <T> T givenUpWhile(Supplier<T> wait) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Turn turn
                ? turn.around(wait)
                : wait.get();
    }

    private <T> T around(Supplier<T> wait) {
        if (!held || !waiting.tryAcquirePermission()) {
            return wait.get();
        }
        end();
        try {
            return wait.get();
        } finally {
            waiting.releasePermission();
            held = share.tryAcquirePermission();
        }
    }

    void end() {
        if (held) {
            held = false;
            share.releasePermission();
        }
    }
}
