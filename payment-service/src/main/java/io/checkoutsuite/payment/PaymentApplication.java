package io.checkoutsuite.payment;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The payment service as a process of its own. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class PaymentApplication {

    /** Its settings are in {@code payment.yml}, so that several services can share one class path; an {@code application.yml} overrides them. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(PaymentApplication.class)
                .properties("spring.config.name=payment,application");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
