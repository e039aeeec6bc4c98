package io.checkoutsuite.messaging;

import com.mongodb.MongoClientSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Keeps a service that loses its database from keeping its callers waiting. */
@AutoConfiguration(beforeName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
@EnableConfigurationProperties(DatabasePatience.class)
class DatabaseConfiguration {

    @Bean
    MongoClientSettingsBuilderCustomizer databasePatience(DatabasePatience patience) {
        return new BeforeTheConnectionString(patience);
    }

    private record BeforeTheConnectionString(DatabasePatience patience)
            implements MongoClientSettingsBuilderCustomizer, Ordered {

        @Override
        public void customize(MongoClientSettings.Builder client) {
            patience.applyTo(client);
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
