package io.checkoutsuite.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Defaults that are convenient on a developer's machine and wrong in production: other servers on localhost, metrics and API documents without
 * a token. They apply only if the development issuer is enabled. Without it a service refuses to start until the addresses of its servers are
 * set.
 */
public final class DevelopmentDefaults implements EnvironmentPostProcessor, Ordered {

    /** Enables the development issuer and, with it, these defaults. */
    public static final String DEVELOPMENT = "suite.access.dev-secret";

    private static final Map<String, String> SERVERS = Map.of(
            "MONGODB_URI", "mongodb://127.0.0.1:27017",
            "KAFKA_BOOTSTRAP", "127.0.0.1:9092",
            "CART_URL", "http://127.0.0.1:8081",
            "ORDER_URL", "http://127.0.0.1:8082",
            "INVENTORY_URL", "http://127.0.0.1:8083",
            "OFFER_URL", "http://127.0.0.1:8084",
            "PAYMENT_URL", "http://127.0.0.1:8085");

    private static final List<String> OPEN = List.of("suite.access.open-metrics", "suite.access.open-api-docs");

    /** The settings that name other servers, with the environment variable of each. A service has only the settings that it needs. */
    private static final Map<String, String> NEEDED = new TreeMap<>(Map.ofEntries(
            Map.entry("spring.mongodb.uri", "MONGODB_URI"),
            Map.entry("spring.cloud.stream.kafka.binder.brokers", "KAFKA_BOOTSTRAP"),
            Map.entry("suite.cart-url", "CART_URL"),
            Map.entry("suite.cart.order-url", "ORDER_URL"),
            Map.entry("suite.cart.inventory-url", "INVENTORY_URL"),
            Map.entry("suite.cart.offer-url", "OFFER_URL"),
            Map.entry("suite.cart.payment-url", "PAYMENT_URL"),
            Map.entry("suite.order.payment-url", "PAYMENT_URL"),
            Map.entry("suite.operations.cart-url", "CART_URL"),
            Map.entry("suite.operations.order-url", "ORDER_URL"),
            Map.entry("suite.operations.inventory-url", "INVENTORY_URL"),
            Map.entry("suite.operations.offer-url", "OFFER_URL"),
            Map.entry("suite.operations.payment-url", "PAYMENT_URL")));

    /** Runs after the configuration files are loaded, because they may enable the issuer. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** @throws UnusableSettingsException naming every variable that is missing */
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (StringUtils.hasText(environment.getProperty(DEVELOPMENT))) {
            Map<String, Object> defaults = new HashMap<>(SERVERS);
            OPEN.forEach(name -> defaults.put(name, "true"));
            environment.getPropertySources().addLast(new MapPropertySource("development defaults", defaults));
            return;
        }
        List<String> missing = NEEDED.entrySet().stream()
                .filter(needed -> isMissing(environment, needed.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new UnusableSettingsException(
                    "%s not set: other servers default to localhost only if the development issuer is enabled (%s)"
                            .formatted(
                                    String.join(", ", missing) + (missing.size() == 1 ? " is" : " are"), DEVELOPMENT));
        }
    }

    /** A service that does not need the server does not define the setting. */
    private static boolean isMissing(ConfigurableEnvironment environment, String setting) {
        try {
            String value = environment.getProperty(setting);
            return value != null && value.isBlank();
        } catch (IllegalArgumentException unresolved) {
            return true;
        }
    }
}
