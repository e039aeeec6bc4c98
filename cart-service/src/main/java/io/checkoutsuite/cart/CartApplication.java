package io.checkoutsuite.cart;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs the cart service as a stand-alone process. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class CartApplication {

    /** The settings are in {@code cart.yml}, so that several services can share one class path. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(CartApplication.class).properties("spring.config.name=cart,application");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
