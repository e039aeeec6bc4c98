package io.checkoutsuite.test.servers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/** Makes {@link IndexedQueries} check the queries of services that tests start; the build sets the property for all tests. */
@AutoConfiguration
@ConditionalOnClass(MongoClientSettingsBuilderCustomizer.class)
@ConditionalOnBooleanProperty("suite.indexed-queries")
class IndexedQueriesConfiguration {

    @Bean
    MongoClientSettingsBuilderCustomizer indexedQueries() {
        return client -> client.addCommandListener(IndexedQueries.SHARED);
    }
}
