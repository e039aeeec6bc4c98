package io.checkoutsuite.mongo;

import com.mongodb.MongoClientSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Sets timeouts, so that an unavailable database does not keep callers waiting, and enforces the suite's write and read concerns. */
@AutoConfiguration(beforeName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
@EnableConfigurationProperties(DatabaseTimeouts.class)
class DatabaseConfiguration {

    @Bean
    MongoClientSettingsBuilderCustomizer databaseTimeouts(DatabaseTimeouts timeouts) {
        return new BeforeTheConnectionString(timeouts);
    }

    @Bean
    MongoClientSettingsBuilderCustomizer databaseConcerns(DatabaseTimeouts timeouts) {
        return new AfterTheConnectionString(timeouts);
    }

    private record BeforeTheConnectionString(DatabaseTimeouts timeouts)
            implements MongoClientSettingsBuilderCustomizer, Ordered {

        @Override
        public void customize(MongoClientSettings.Builder client) {
            timeouts.applyTo(client);
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }

    private record AfterTheConnectionString(DatabaseTimeouts timeouts)
            implements MongoClientSettingsBuilderCustomizer, Ordered {

        @Override
        public void customize(MongoClientSettings.Builder client) {
            DatabaseConcerns.enforce(client, timeouts.writeConcern());
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }
}
