package io.checkoutsuite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownFramesTests {

    @Test
    void library_methods_that_call_others_of_their_class_are_shown_as_the_first() {
        assertThat(ShownFrames.of(List.of(
                        "suite",
                        "com.mongodb.Operation.execute",
                        "com.mongodb.Operation.lambda$execute$0",
                        "com.mongodb.Operation$Retry.get",
                        "com.mongodb.Connection.send",
                        "com.mongodb.Operation.finish")))
                .containsExactly(
                        "suite",
                        "com.mongodb.Operation.execute",
                        "com.mongodb.Connection.send",
                        "com.mongodb.Operation.finish");
    }

    @Test
    void methods_of_the_jdk_that_call_each_other_are_shown_as_the_first() {
        assertThat(ShownFrames.of(List.of(
                        "java.lang.Thread.run",
                        "jdk.internal.vm.Continuation.enter",
                        "kafka.Server.run",
                        "java.util.List.forEach",
                        "sun.nio.ch.IOUtil.write")))
                .containsExactly("java.lang.Thread.run", "kafka.Server.run", "java.util.List.forEach");
    }

    @Test
    void all_methods_of_the_suite_are_shown_but_a_recursive_one_once() {
        assertThat(ShownFrames.of(List.of(
                        "io.checkoutsuite.cart.Prices.total",
                        "io.checkoutsuite.cart.Prices.lines",
                        "io.checkoutsuite.cart.Prices.lines",
                        "io.checkoutsuite.cart.Prices.line")))
                .containsExactly(
                        "io.checkoutsuite.cart.Prices.total",
                        "io.checkoutsuite.cart.Prices.lines",
                        "io.checkoutsuite.cart.Prices.line");
    }
}
