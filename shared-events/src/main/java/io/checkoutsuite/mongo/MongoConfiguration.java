package io.checkoutsuite.mongo;

import java.util.Collection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.converter.ConverterRegistry;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;

/** How documents are read and written in every service, the clock of the database, and leases. */
@AutoConfiguration(afterName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
public class MongoConfiguration {

    /** Replaces a dot in the name of a header: the name of a document's field cannot contain one. */
    private static final String STORED_DOT = "\uFF0E";

    /** Documents contain no class names, so that they stay readable when a class is moved. */
    @Autowired
    void storeNeitherClassNamesNorDots(MappingMongoConverter converter) {
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        converter.setMapKeyDotReplacement(STORED_DOT);
    }

    /** A string in place of a list would otherwise be read as a list with that string, and fail where its elements are used. */
    @Autowired
    void readListsStrictly(MappingMongoConverter converter) {
        if (converter.getConversionService() instanceof ConverterRegistry conversions) {
            conversions.removeConvertible(String.class, Collection.class);
            conversions.removeConvertible(Object.class, Collection.class);
        }
    }

    @Bean
    DatabaseClock databaseClock(MongoOperations mongo) {
        return new DatabaseClock(mongo);
    }

    @Bean
    Leases leases(MongoOperations mongo, DatabaseClock clock) {
        return new Leases(mongo, clock);
    }
}
