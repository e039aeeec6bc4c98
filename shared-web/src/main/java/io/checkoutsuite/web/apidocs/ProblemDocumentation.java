package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.ProblemTypes;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The problem documents of an operation. Most of them follow from its arguments and from who may call it; the others are named by
 * {@link DocumentedProblems}.
 */
final class ProblemDocumentation {

    private static final String ANY = "any-other-problem";

    private final JsonSchemas schemas;
    private final Map<String, ProblemType> types;

    /** The responses that several operations share. */
    private final Map<String, ApiResponse> shared = new TreeMap<>();

    ProblemDocumentation(JsonSchemas schemas, Collection<ProblemTypes> own) {
        this.schemas = schemas;
        this.types = Stream.concat(own.stream().flatMap(some -> some.all().stream()), Problems.shared().stream())
                .collect(Collectors.toMap(ProblemType::name, Function.identity()));
    }

    /** Any problem, as RFC 9457 defines it, with the members that all problems of the suite may have. */
    record Problem(
            URI type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable URI instance,
            @Nullable String requestId,
            @Nullable List<FieldError> errors) {}

    Map<String, ApiResponse> shared() {
        return shared;
    }

    void describe(Operation operation, List<Handler> handlers, boolean isPublic) {
        Map<HttpStatus, Set<ProblemType>> byStatus = new TreeMap<>();
        Map<ProblemType, DocumentedProblems> special = new HashMap<>();
        List<DocumentedProblems> all = handlers.stream()
                .flatMap(handler -> handler.annotations(DocumentedProblems.class))
                .toList();
        Set<ProblemType> never = all.stream()
                .flatMap(documented -> Stream.of(documented.never()))
                .map(this::named)
                .collect(Collectors.toSet());
        derived(operation, handlers, isPublic)
                .filter(type -> !never.contains(type))
                .forEach(type -> add(byStatus, type));
        all.forEach(documented -> Stream.of(documented.value()).map(this::named).forEach(type -> {
            add(byStatus, type);
            if (documented.body() != Void.class || documented.headers().length > 0) {
                special.put(type, documented);
            }
        }));
        byStatus.forEach((status, problems) -> operation
                .getResponses()
                .addApiResponse(Integer.toString(status.value()), response(status, problems, special)));
        shared.computeIfAbsent(
                ANY, any -> new ApiResponse().description("Any other problem").content(problem(Set.of())));
        operation.getResponses().setDefault(new ApiResponse().$ref(ANY));
    }

    private static void add(Map<HttpStatus, Set<ProblemType>> byStatus, ProblemType type) {
        byStatus.computeIfAbsent(type.status(), any -> new LinkedHashSet<>()).add(type);
    }

    private ProblemType named(String name) {
        return Objects.requireNonNull(types.get(name), "There is no problem type " + name);
    }

    private static Stream<ProblemType> derived(Operation operation, List<Handler> handlers, boolean isPublic) {
        Stream.Builder<ProblemType> problems = Stream.builder();
        problems.add(Problems.UNAUTHENTICATED).add(Problems.TOO_MANY_REQUESTS);
        problems.add(Problems.OVERLOADED).add(Problems.TEMPORARILY_UNAVAILABLE);
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody || operation.getParameters() != null) {
            problems.add(Problems.MALFORMED);
        }
        if (!isPublic || has(handlers, Caller.class)) {
            problems.add(Problems.FORBIDDEN);
        }
        if (operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()))) {
            problems.add(Problems.NOT_FOUND);
        }
        if (hasBody) {
            problems.add(Problems.BODY_TOO_LARGE)
                    .add(Problems.UNSUPPORTED_MEDIA_TYPE)
                    .add(Problems.INVALID);
        }
        if (has(handlers, IfMatch.class)) {
            problems.add(Problems.STALE_VERSION).add(Problems.PRECONDITION_REQUIRED);
        }
        if (has(handlers, IdempotencyKey.class)) {
            problems.add(Problems.KEY_REUSED);
        }
        return problems.build();
    }

    private static boolean has(List<Handler> handlers, Class<?> argument) {
        return handlers.stream().anyMatch(handler -> handler.has(argument));
    }

    private ApiResponse response(
            HttpStatus status, Set<ProblemType> problems, Map<ProblemType, DocumentedProblems> special) {
        String description = problems.stream().map(ProblemType::title).collect(Collectors.joining(". Or: "));
        List<DocumentedProblems> ofStatus = problems.stream()
                .flatMap(type -> Stream.ofNullable(special.get(type)))
                .toList();
        if (!ofStatus.isEmpty()) {
            List<Schema<?>> bodies = problems.stream()
                    .<Schema<?>>map(type -> schemas.of(body(special.get(type))))
                    .toList();
            ApiResponse response = built(status, description, content(problems, JsonSchemas.anyOf(bodies)));
            ofStatus.stream()
                    .flatMap(documented -> Stream.of(documented.headers()))
                    .forEach(name -> response.addHeaderObject(name, SuccessDocumentation.header(name)));
            return response;
        }
        String name = problems.stream().map(ProblemType::name).collect(Collectors.joining("_"));
        shared.computeIfAbsent(name, any -> built(status, description, problem(problems)));
        return new ApiResponse().$ref(name);
    }

    private static Class<?> body(@Nullable DocumentedProblems special) {
        return special == null || special.body() == Void.class ? Problem.class : special.body();
    }

    private Content problem(Set<ProblemType> problems) {
        return content(problems, schemas.of(Problem.class));
    }

    private static Content content(Set<ProblemType> problems, Schema<?> schema) {
        MediaType media = new MediaType().schema(schema);
        problems.forEach(type -> media.addExamples(
                type.name(),
                new Example()
                        .summary(type.title())
                        .description(type.explanation())
                        .value(Map.of(
                                "type", type.uri().toString(),
                                "title", type.title(),
                                "status", type.status().value()))));
        return new Content().addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, media);
    }

    private static ApiResponse built(HttpStatus status, String description, Content content) {
        ApiResponse response = new ApiResponse().description(description).content(content);
        headers(status).forEach(name -> response.addHeaderObject(name, SuccessDocumentation.header(name)));
        return response;
    }

    private static List<String> headers(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> List.of(HttpHeaders.WWW_AUTHENTICATE);
            case PRECONDITION_FAILED -> List.of(HttpHeaders.ETAG);
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> List.of(HttpHeaders.RETRY_AFTER);
            default -> List.of();
        };
    }
}
