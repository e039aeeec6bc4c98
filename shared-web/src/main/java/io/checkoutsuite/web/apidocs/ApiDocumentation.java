package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.problem.ProblemTypes;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Publishes an API document that is complete enough to generate a client from it. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

    static {
        // These arguments come neither from the body nor from the path or the query.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, CallerKey.class, IfMatch.class, IdempotencyKey.class);
    }

    @Bean
    OpenApiCustomizer apiDocument(
            @Value("${spring.application.name:service}") String service,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            WebInvocationPrivilegeEvaluator access,
            ObjectProvider<ProblemTypes> problemTypes,
            JsonMapper json) {
        return new ApiDocument(
                service,
                mappings,
                new OperationSecurity(access),
                problemTypes.orderedStream().toList(),
                json);
    }
}
