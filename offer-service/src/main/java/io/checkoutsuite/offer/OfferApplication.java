package io.checkoutsuite.offer;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The offer service as a process of its own. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class OfferApplication {

    /** Its settings are in {@code offer.yml}, so that several services can share one class path; an {@code application.yml} overrides them. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(OfferApplication.class).properties("spring.config.name=offer,application");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
