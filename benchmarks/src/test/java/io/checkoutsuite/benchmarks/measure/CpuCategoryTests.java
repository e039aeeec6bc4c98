package io.checkoutsuite.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuCategoryTests {

    @Test
    void the_innermost_frame_that_has_a_category_decides() {
        assertThat(CpuCategory.of(List.of(
                        "org.apache.catalina.core.StandardWrapperValve.invoke",
                        "io.checkoutsuite.cart.web.CartController.submit",
                        "com.mongodb.client.internal.MongoCollectionImpl.updateOne")))
                .isEqualTo(CpuCategory.DATABASE_DRIVER);
    }

    @Test
    void the_jdk_and_code_that_everything_uses_belong_to_their_caller() {
        assertThat(CpuCategory.of(List.of(
                        "java.lang.Thread.run",
                        "io.checkoutsuite.cart.pricing.Prices.total",
                        "org.springframework.util.StringUtils.hasText",
                        "java.util.stream.ReferencePipeline.collect",
                        "jdk.internal.misc.Unsafe.allocateInstance")))
                .isEqualTo(CpuCategory.OWN_CODE);
    }

    @Test
    void a_stack_of_the_jdk_alone_is_everything_else() {
        assertThat(CpuCategory.of(List.of("java.lang.Thread.run", "sun.nio.ch.EPoll.wait")))
                .isEqualTo(CpuCategory.EVERYTHING_ELSE);
    }

    @ParameterizedTest
    @CsvSource({
        "io.checkoutsuite.infra.DocumentStore.find, DOCUMENT_SERVER",
        "io.checkoutsuite.order.place.PlaceOrder.place, OWN_CODE",
        "org.apache.kafka.clients.producer.KafkaProducer.send, KAFKA_CLIENTS",
        "org.apache.kafka.storage.internals.log.UnifiedLog.append, BROKER",
        "kafka.server.KafkaApis.handle, BROKER",
        "org.apache.kafka.common.record.MemoryRecords.batches, EVERYTHING_ELSE",
        "org.springframework.kafka.listener.KafkaMessageListenerContainer.poll, MESSAGING",
        "org.springframework.web.client.DefaultRestClient.exchange, HTTP_CLIENT",
        "org.springframework.web.servlet.DispatcherServlet.doDispatch, HTTP_SERVER",
        "org.springframework.security.web.FilterChainProxy.doFilter, SECURITY",
        "tools.jackson.databind.ObjectMapper.readValue, JSON",
        "io.micrometer.core.instrument.Timer.record, TELEMETRY",
    })
    void a_more_particular_package_comes_before_the_one_around_it(String method, CpuCategory category) {
        assertThat(CpuCategory.of(List.of(method))).isEqualTo(category);
    }
}
