package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.problem.ProblemTypes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Comparator;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API document of a service. springdoc finds the operations with their paths and parameters; everything else is derived here, from what
 * decides it at run time: the types of bodies, the access rules, the headers that arguments are resolved from.
 */
@RequiredArgsConstructor
final class ApiDocument implements OpenApiCustomizer {

    private final String service;
    private final RequestMappingHandlerMapping mappings;
    private final OperationSecurity security;
    private final List<ProblemTypes> problemTypes;
    private final JsonMapper json;

    @Override
    public void customise(OpenAPI document) {
        JsonSchemas schemas = new JsonSchemas();
        RequestDocumentation requests = new RequestDocumentation(schemas, json);
        SuccessDocumentation successes = new SuccessDocumentation(schemas);
        ProblemDocumentation problems = new ProblemDocumentation(schemas, problemTypes);
        document.setInfo(new Info().title("Checkout Suite: " + service).version("1"));
        document.setTags(null);
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    List<Handler> handlers = handlers(path, method.name());
                    Handler first = handlers.getFirst();
                    operation.setOperationId(first.operationId());
                    operation.setSummary(first.summary().orElse(null));
                    operation.setTags(List.of(first.tag()));
                    operation.setSecurity(security.requirements(path, method.name(), handlers));
                    requests.describe(operation, handlers, !security.isForServicesOnly(path, method.name()));
                    operation.setResponses(new ApiResponses());
                    handlers.forEach(handler -> successes.describe(operation.getResponses(), handler));
                    problems.describe(operation, handlers, security.isPublic(path, method.name()));
                }));
        document.setComponents(new Components()
                .schemas(schemas.named())
                .responses(problems.shared())
                .securitySchemes(OperationSecurity.schemes()));
    }

    /** Several for an operation that has a method for each type of response; the one with JSON is the first. */
    private List<Handler> handlers(String path, String method) {
        return mappings.getHandlerMethods().entrySet().stream()
                .map(entry -> new Handler(entry.getKey(), entry.getValue()))
                .filter(handler -> handler.handles(path, method))
                .sorted(Comparator.comparing(
                        handler -> handler.produces().getFirst().toString()))
                .toList();
    }
}
