package io.checkoutsuite.order;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The order service as a process of its own. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class OrderApplication {

    /** Its settings are in {@code order.yml}, so that several services can share one class path; an {@code application.yml} overrides them. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(OrderApplication.class).properties("spring.config.name=order,application");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
