package io.checkoutsuite.inventory;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The inventory service as a process of its own. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class InventoryApplication {

    /** Its settings are in {@code inventory.yml}, so that several services can share one class path; an {@code application.yml} overrides them. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(InventoryApplication.class)
                .properties("spring.config.name=inventory,application");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
