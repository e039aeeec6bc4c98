package io.checkoutsuite.payment.store;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;

/** How documents are written. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** A class that moves must stay readable: no document names one. */
    @Autowired
    void storeNoClassNames(MappingMongoConverter converter) {
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
    }
}
