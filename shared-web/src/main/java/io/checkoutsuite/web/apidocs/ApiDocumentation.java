package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.checkoutsuite.web.overload.CallerKey;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;

/** Documents the controller arguments that do not come from the body, the path or the query; without it they look like query parameters. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, CallerKey.class, IfMatch.class, IdempotencyKey.class);
    }

    @Bean
    OperationCustomizer documentedHeaders() {
        return (operation, method) -> {
            Arrays.stream(method.getMethodParameters())
                    .flatMap(ApiDocumentation::header)
                    .forEach(operation::addParametersItem);
            return operation;
        };
    }

    private static Stream<Parameter> header(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        if (type == IfMatch.class) {
            return Stream.of(header(HttpHeaders.IF_MATCH, true));
        }
        return type == IdempotencyKey.class
                ? Stream.of(header(IdempotencyKey.HEADER, !parameter.isOptional()))
                : Stream.empty();
    }

    private static Parameter header(String name, boolean required) {
        return new HeaderParameter().name(name).required(required).schema(new StringSchema());
    }
}
