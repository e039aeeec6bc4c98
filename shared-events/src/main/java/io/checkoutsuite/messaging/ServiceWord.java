package io.checkoutsuite.messaging;

import org.springframework.core.env.Environment;

/** The short name of this service, for instance {@code order} for the application {@code order-service}. */
record ServiceWord(String value) {

    private static final String SUFFIX = "-service";

    static ServiceWord of(Environment environment) {
        String application = environment.getProperty("spring.application.name", "");
        return new ServiceWord(
                application.endsWith(SUFFIX)
                        ? application.substring(0, application.length() - SUFFIX.length())
                        : application);
    }
}
