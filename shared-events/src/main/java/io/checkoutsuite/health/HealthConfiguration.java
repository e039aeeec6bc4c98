package io.checkoutsuite.health;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import org.bson.Document;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;

/** Keeps the health endpoint cheap, because anyone may call it as often as they like. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.cloud.stream.config.BindersHealthIndicatorAutoConfiguration"
        },
        beforeName = "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, HealthContributorRegistry.class})
@EnableConfigurationProperties(HealthSettings.class)
class HealthConfiguration {

    private static final String BINDERS = "binders";

    /** Replaces Spring Boot's own indicator, which lists all databases of the server; the bean's name keeps that one from being created. */
    @Bean
    @ConditionalOnBean(MongoClient.class)
    HealthIndicator mongoHealthContributor(MongoClient mongo, HealthSettings settings) {
        return new ServerHealth(() -> ping(mongo), settings);
    }

    private static Health ping(MongoClient mongo) {
        mongo.getDatabase("admin").runCommand(new Document("ping", 1), ReadPreference.primary());
        return Health.up().build();
    }

    /** Replaces the binder's indicator, which queries the broker for each topic, one after the other, on every call. */
    @Bean
    SmartInitializingSingleton brokerHealth(
            ObjectProvider<HealthContributorRegistry> registries, HealthSettings settings) {
        return () -> registries.ifAvailable(registry -> {
            HealthContributor binders = registry.unregisterContributor(BINDERS);
            if (binders != null) {
                registry.registerContributor("broker", new ServerHealth(() -> worst(binders), settings));
            }
        });
    }

    private static Health worst(HealthContributor contributor) {
        if (contributor instanceof HealthIndicator indicator) {
            Health health = indicator.health();
            return health == null ? Health.unknown().build() : health;
        }
        Health.Builder all = Health.up();
        if (contributor instanceof CompositeHealthContributor composite) {
            for (HealthContributors.Entry entry : composite) {
                Health part = worst(entry.contributor());
                all.withDetail(entry.name(), part.getDetails());
                if (part.getStatus().equals(Status.DOWN)) {
                    all.down();
                }
            }
        }
        return all.build();
    }
}
