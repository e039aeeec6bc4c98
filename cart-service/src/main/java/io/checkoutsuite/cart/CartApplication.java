package io.checkoutsuite.cart;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The cart service as a process of its own. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class CartApplication {

    /** Its settings are in {@code cart.yml}, so that several services can share one class path. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(CartApplication.class).properties("spring.config.name=cart");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
