package io.checkoutsuite.operations;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs the operations service as a stand-alone process. It publishes and consumes no events, so that it needs no broker. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class OperationsApplication {

    /** The settings are in {@code operations.yml}, so that several services can share one class path. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(OperationsApplication.class)
                .properties("spring.config.name=operations,application");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
