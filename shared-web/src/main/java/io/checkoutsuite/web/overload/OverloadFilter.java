package io.checkoutsuite.web.overload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.ProblemWriter;
import io.checkoutsuite.web.problem.Problems;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests above the limits with {@code Retry-After}: 429 for the rate of one caller, 503 for the concurrent requests of all callers.
 * It runs after the token check, which is cheap, and therefore knows the caller. Requests for health and metrics are never refused.
 */
final class OverloadFilter extends OncePerRequestFilter {

    private static final String RETRY_SECONDS = "1";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ProblemWriter problems;
    private final MeterRegistry meters;
    private final Bulkhead requests;
    private final Bulkhead serviceRequests;
    private final Bulkhead waiting;
    private final RateLimiterConfig callerRate;
    private final RateLimiterConfig addressRate;
    private final Cache<String, RateLimiter> rates;

    OverloadFilter(OverloadSettings settings, ProblemWriter problems, MeterRegistry meters) {
        this.problems = problems;
        this.meters = meters;
        requests = bulkhead("callers", settings.requests(), settings.longestWait());
        serviceRequests = bulkhead("services", settings.serviceRequests(), settings.longestWait());
        waiting = bulkhead("waiting", settings.waiting(), Duration.ZERO);
        callerRate = rate(settings.callerRate());
        addressRate = rate(settings.addressRate());
        // A caller that is idle for longer than a period has its full rate again: evicting its limiter loses nothing.
        rates = Caffeine.newBuilder()
                .maximumSize(settings.mostCallers())
                .expireAfterAccess(Duration.ofMinutes(1))
                .build();
    }

    private Bulkhead bulkhead(String share, int most, Duration wait) {
        Bulkhead bulkhead = Bulkhead.of(
                share,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(most)
                        .maxWaitDuration(wait)
                        .writableStackTraceEnabled(false)
                        .build());
        meters.gauge(
                "suite.overload.free",
                io.micrometer.core.instrument.Tags.of("share", share),
                bulkhead,
                any -> any.getMetrics().getAvailableConcurrentCalls());
        return bulkhead;
    }

    private static RateLimiterConfig rate(int perSecond) {
        return RateLimiterConfig.custom()
                .limitForPeriod(perSecond)
                .limitRefreshPeriod(SECOND)
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean service = isService(SecurityContextHolder.getContext().getAuthentication());
        if (!service && !isWithinRate(CallerKey.of(request))) {
            refuse(response, Problems.TOO_MANY_REQUESTS, "rate");
            return;
        }
        Bulkhead share = service ? serviceRequests : requests;
        if (!share.tryAcquirePermission()) {
            refuse(response, Problems.OVERLOADED, service ? "services" : "callers");
            return;
        }
        RequestPermit permit = new RequestPermit(share, waiting);
        request.setAttribute(RequestPermit.ATTRIBUTE, permit);
        try {
            chain.doFilter(request, response);
        } finally {
            // Also for asynchronous requests (event streams) and for disconnected senders: both only wait.
            permit.release();
        }
    }

    private static boolean isService(@Nullable Authentication caller) {
        return caller != null
                && caller.getAuthorities().stream()
                        .anyMatch(any -> Caller.Scope.SERVICE.authority().equals(any.getAuthority()));
    }

    private boolean isWithinRate(CallerKey caller) {
        return rates.get(caller.value(), key -> RateLimiter.of(key, caller.anonymous() ? addressRate : callerRate))
                .acquirePermission();
    }

    private void refuse(HttpServletResponse response, ProblemType type, String reason) throws IOException {
        meters.counter("suite.overload.refused", "reason", reason).increment();
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        problems.write(response, type);
    }
}
