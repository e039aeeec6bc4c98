package io.checkoutsuite.messaging;

import com.mongodb.MongoClientSettings;
import io.checkoutsuite.mongo.DatabaseConcerns;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Sets timeouts, so that an unavailable database does not keep callers waiting, and enforces the suite's write and read concerns. */
@AutoConfiguration(beforeName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
@EnableConfigurationProperties(DatabasePatience.class)
class DatabaseConfiguration {

    @Bean
    MongoClientSettingsBuilderCustomizer databasePatience(DatabasePatience patience) {
        return new BeforeTheConnectionString(patience);
    }

    @Bean
    MongoClientSettingsBuilderCustomizer databaseConcerns(DatabasePatience patience) {
        return new AfterTheConnectionString(patience);
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

    private record AfterTheConnectionString(DatabasePatience patience)
            implements MongoClientSettingsBuilderCustomizer, Ordered {

        @Override
        public void customize(MongoClientSettings.Builder client) {
            DatabaseConcerns.demand(client, patience.confirm());
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }
}
