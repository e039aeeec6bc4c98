package io.checkoutsuite.web.overload;

import io.github.resilience4j.bulkhead.Bulkhead;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** One request's permit to run concurrently with others. While the request only waits for something, another request can use the permit. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class RequestPermit {

    static final String ATTRIBUTE = RequestPermit.class.getName();

    private final Bulkhead share;
    private final Bulkhead waiting;
    private boolean acquired = true;

    /** Waits without the permit, if the limit of waiting requests allows it; then continues even if no permit is free again. */
    public static <T> T releasedWhile(Supplier<T> wait) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                                instanceof RequestPermit permit
                ? permit.releaseDuring(wait)
                : wait.get();
    }

    private <T> T releaseDuring(Supplier<T> wait) {
        if (!acquired || !waiting.tryAcquirePermission()) {
            return wait.get();
        }
        release();
        try {
            return wait.get();
        } finally {
            waiting.releasePermission();
            acquired = share.tryAcquirePermission();
        }
    }

    void release() {
        if (acquired) {
            acquired = false;
            share.releasePermission();
        }
    }
}
