package io.checkoutsuite.messaging;

import org.springframework.core.env.Environment;

/** The short name of this service, for instance {@code order} for the application {@code order-service}. */
public record ServiceName(String value) {

    private static final String SUFFIX = "-service";

    static ServiceName of(Environment environment) {
        String application = environment.getProperty("spring.application.name", "");
        return new ServiceName(
                application.endsWith(SUFFIX)
                        ? application.substring(0, application.length() - SUFFIX.length())
                        : application);
    }
}
