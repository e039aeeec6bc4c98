package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ServiceNameTests {

    @Test
    void a_service_is_named_after_its_application_without_the_suffix_service() {
        assertThat(named("order-service")).isEqualTo("order");
        assertThat(named("loyalty")).isEqualTo("loyalty");
    }

    private static String named(String application) {
        return ServiceName.of(new MockEnvironment().withProperty("spring.application.name", application))
                .value();
    }
}
