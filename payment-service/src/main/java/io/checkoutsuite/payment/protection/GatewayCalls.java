package io.checkoutsuite.payment.protection;

import io.checkoutsuite.payment.gateway.GatewayCallRejectedException;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One kind of calls to a gateway, with its limits. A call above a limit is rejected at once, before anything is sent.
 *
 * @see ProtectionSettings for what is a kind of its own, and why
 */
@RequiredArgsConstructor
final class GatewayCalls {

    private final String gateway;
    private final String kind;
    private final CircuitBreaker circuit;
    private final Bulkhead concurrency;
    private final @Nullable RateLimiter rate;
    private final TimeLimiter time;
    private final ExecutorService threads;
    private final MeterRegistry meters;

    /**
     * Calls the gateway on a thread of its own and waits for its response.
     *
     * @throws GatewayCallRejectedException if a limit is reached: nothing was sent
     * @throws GatewayTimeoutException after the time limit. The call goes on and keeps its place among the concurrent ones until it ends; its response is
     *     discarded, and whatever effect it has is found by a look-up
     */
    <T> T call(String name, Supplier<T> call) {
        acquire();
        long begin = circuit.getCurrentTimestamp();
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failed";
        try {
            T response = await(call);
            circuit.onSuccess(circuit.getCurrentTimestamp() - begin, circuit.getTimestampUnit());
            outcome = "responded";
            return response;
        } catch (GatewayCallRejectedException stopping) {
            circuit.releasePermission();
            throw stopping;
        } catch (GatewayException failure) {
            circuit.onError(circuit.getCurrentTimestamp() - begin, circuit.getTimestampUnit(), failure);
            outcome = failure instanceof GatewayUnreachableException ? "unreachable" : "unknown";
            throw failure;
        } catch (RuntimeException | Error fault) {
            // Says nothing about the gateway.
            circuit.releasePermission();
            throw fault;
        } finally {
            sample.stop(meters.timer("suite.gateway.calls", "gateway", gateway, "call", name, "outcome", outcome));
        }
    }

    private void acquire() {
        if (!circuit.tryAcquirePermission()) {
            throw rejected("circuit", "failed too often and is not called for a while");
        }
        if (!concurrency.tryAcquirePermission()) {
            circuit.releasePermission();
            throw rejected("concurrency", "has as many " + kind + " in progress as it may have");
        }
        if (rate != null && !rate.acquirePermission()) {
            concurrency.releasePermission();
            circuit.releasePermission();
            throw rejected("rate", "has had as many " + kind + " in this second as it may have");
        }
    }

    private GatewayCallRejectedException rejected(String limit, String reason) {
        Counter.builder("suite.gateway.rejected")
                .tags("gateway", gateway, "calls", kind, "limit", limit)
                .register(meters)
                .increment();
        return new GatewayCallRejectedException(gateway, reason);
    }

    private <T> T await(Supplier<T> call) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Callable<T> onItsThread = () -> {
            try {
                if (context != null) {
                    MDC.setContextMap(context);
                }
                return call.get();
            } finally {
                concurrency.releasePermission();
            }
        };
        Future<T> response = begin(onItsThread);
        try {
            return time.executeFutureSupplier(() -> response);
        } catch (TimeoutException late) {
            throw new GatewayTimeoutException(gateway);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new GatewayTimeoutException(gateway, "was not waited for, because this node stops");
        } catch (RuntimeException known) {
            throw known;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private <T> Future<T> begin(Callable<T> call) {
        try {
            return threads.submit(call);
        } catch (RejectedExecutionException stopping) {
            concurrency.releasePermission();
            throw new GatewayCallRejectedException(gateway, "is not called, because this node stops");
        }
    }

    CircuitBreaker.State state() {
        return circuit.getState();
    }

    /** In percent; negative while there were too few calls to tell. */
    float failureRate() {
        return circuit.getMetrics().getFailureRate();
    }

    int inProgress() {
        Bulkhead.Metrics calls = concurrency.getMetrics();
        return calls.getMaxAllowedConcurrentCalls() - calls.getAvailableConcurrentCalls();
    }
}
