package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.Scenario;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import java.time.Instant;
import java.util.List;

/**
 * The figures of a run. Times are milliseconds.
 *
 * @param version the commit of the suite that was measured
 * @param startUpSeconds from the start of the launcher until all services accepted requests
 * @param refused submits that got no order
 * @param prepare from the first request for a cart until it could be submitted
 * @param submit from the submit until its response
 * @param applied from the response until all participants had applied the order
 * @param backlog orders that were not applied by all participants when the last response arrived
 * @param perOrder what one order has used, until all participants had applied the last one
 * @param guarantees the checks after the run, for all carts including those of the warm-up
 */
public record RunResult(
        Instant at,
        String version,
        Machine machine,
        Scenario scenario,
        double startUpSeconds,
        long orders,
        long refused,
        double seconds,
        double ordersPerSecond,
        Percentiles prepare,
        Percentiles submit,
        Percentiles applied,
        long backlog,
        Used perOrder,
        List<GuaranteeResult> guarantees) {}
