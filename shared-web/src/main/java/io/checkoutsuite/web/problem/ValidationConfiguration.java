package io.checkoutsuite.web.problem;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.validation.MessageInterpolatorFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
class ValidationConfiguration {

    /** Replaces Spring Boot's validator for all bodies. */
    @Bean
    @Primary
    static BoundedValidator defaultValidator(MessageSource messages) {
        return new BoundedValidator(new MessageInterpolatorFactory(messages).getObject());
    }

    @Bean
    static JsonMapperBuilderCustomizer bodyErrors(UnknownMembers unknown) {
        return json -> json.addHandler(new BodyErrorCollector(unknown));
    }
}
