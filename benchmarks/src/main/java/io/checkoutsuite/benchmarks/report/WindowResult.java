package io.checkoutsuite.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.benchmarks.measure.Used;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one measured time. Times are milliseconds unless they say otherwise.
 *
 * @param name what distinguishes it from the other ones of its run
 * @param storedOrders the orders of the suite before it
 * @param refused submits that got no order
 * @param generatorLateMillis how late the load generator sent a buyer of an open load at worst
 * @param prepare from the first request for a cart until it could be submitted
 * @param submit from the submit until its response
 * @param applied from the response until all participants had applied the order
 * @param backlog orders that were not applied by all participants when the last response arrived
 * @param outage null unless the broker was killed
 * @param perOrder what one order has used, until all participants had applied the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WindowResult(
        String name,
        long storedOrders,
        long orders,
        long refused,
        double seconds,
        double ordersPerSecond,
        double generatorLateMillis,
        Percentiles prepare,
        Percentiles submit,
        Percentiles applied,
        long backlog,
        @Nullable OutageResult outage,
        Used perOrder) {}
