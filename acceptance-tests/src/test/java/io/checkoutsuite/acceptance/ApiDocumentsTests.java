package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.test.http.PublishedApi.asDocumented;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.PublishedApi;
import io.checkoutsuite.test.http.PublishedApi.Operation;
import io.checkoutsuite.web.problem.ProblemType;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The API documents are valid and complete, and the services keep to them. */
class ApiDocumentsTests {

    private static final Pattern INTERNAL_NAME = Pattern.compile(".*(_\\d+|\\d|Document|Controller|Entity|byte\\[])$");

    /** A sentence of at least three words without its full stop. */
    private static final Pattern SUMMARY = Pattern.compile("[A-Z][^\\s.]+(?: [^\\s.]+){2,}");

    /** Words that say nothing about what a schema describes. */
    private static final Set<String> VAGUE = Set.of(
            "Body",
            "Count",
            "Counts",
            "Data",
            "Entry",
            "Error",
            "Event",
            "Events",
            "Filter",
            "Id",
            "Input",
            "Item",
            "Kind",
            "Line",
            "List",
            "Outcome",
            "Page",
            "Reason",
            "Refused",
            "Remaining",
            "Request",
            "Response",
            "Result",
            "Share",
            "Stage",
            "State",
            "States",
            "Status",
            "Step",
            "Summary",
            "Totals",
            "Type",
            "Unknown",
            "Use",
            "Uses",
            "Validation",
            "Value");

    @ParameterizedTest
    @EnumSource
    void a_validator_of_api_documents_finds_no_error(Service service) {
        assertThat(new OpenAPIV3Parser()
                        .readContents(Api.documented(service).document().toString())
                        .getMessages())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_schema_is_valid(Service service) {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));

        assertThat(Api.documented(service).document().at("/components/schemas").propertyStream())
                .hasSizeGreaterThan(10)
                .allSatisfy(schema -> assertThat(
                                metaSchema.validate(schema.getValue().toString(), InputFormat.JSON))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void every_operation_is_documented_completely(Service service) {
        PublishedApi api = Api.documented(service);

        assertThat(api.operations().flatMap(operation -> gaps(api, operation))).isEmpty();
    }

    @Test
    void the_rule_about_completeness_bites() {
        PublishedApi incomplete = new PublishedApi(Api.JSON.readTree("""
                {"paths":{"/things/{id}":{"put":{"operationId":"put_1","summary":"Does something.","parameters":[{"in":"query","name":"caller"}],
                 "requestBody":{"content":{"application/json":{"schema":{"type":"string","format":"byte"}}}},"responses":{"404":{}}}}}}"""));

        assertThat(incomplete.operations().flatMap(operation -> gaps(incomplete, operation)))
                .containsExactly(
                        "PUT /things/{id} has an internal name: put_1",
                        "PUT /things/{id} has no path parameter id",
                        "PUT /things/{id} has an internal parameter: caller",
                        "PUT /things/{id} has a body without schema",
                        "PUT /things/{id} has no summary in a few words: Does something.",
                        "PUT /things/{id} has no security",
                        "PUT /things/{id} has no successful response",
                        "PUT /things/{id} has a 404 that is no problem document",
                        "PUT /things/{id} has no 400",
                        "PUT /things/{id} has no 401",
                        "PUT /things/{id} has no 415",
                        "PUT /things/{id} has no 422",
                        "PUT /things/{id} has no 429",
                        "PUT /things/{id} has no 503");
    }

    private static Stream<String> gaps(PublishedApi api, Operation operation) {
        JsonNode described = operation.described();
        JsonNode responses = described.path("responses");
        Stream.Builder<String> gaps = Stream.builder();
        String id = described.path("operationId").asString("");
        if (id.isEmpty() || INTERNAL_NAME.matcher(id).matches()) {
            gaps.add("has an internal name: " + id);
        }
        List<String> parameters = described
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("name").asString(""))
                .toList();
        Pattern.compile("\\{([^}]+)}")
                .matcher(operation.path())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !parameters.contains(name))
                .forEach(name -> gaps.add("has no path parameter " + name));
        parameters.stream()
                .filter(
                        Set.of("caller", "callerKey", "key", "ifMatch", "headers", "asked", "parameters", "filters")
                                ::contains)
                .forEach(name -> gaps.add("has an internal parameter: " + name));
        described.at("/requestBody/content").values().stream()
                .filter(content -> !content.at("/schema").has("$ref")
                        && !content.at("/schema").has("contentSchema"))
                .forEach(content -> gaps.add("has a body without schema"));
        if (!SUMMARY.matcher(described.path("summary").asString("")).matches()) {
            gaps.add("has no summary in a few words: "
                    + described.path("summary").asString(""));
        }
        if (!described.has("security")) {
            gaps.add("has no security");
        }
        if (responses.propertyNames().stream().noneMatch(status -> status.startsWith("2"))) {
            gaps.add("has no successful response");
        }
        responses.propertyNames().stream()
                .filter(status -> status.startsWith("4") || status.startsWith("5"))
                .filter(status ->
                        !api.response(operation, status).path("content").has("application/problem+json"))
                .forEach(status -> gaps.add("has a " + status + " that is no problem document"));
        Stream.of("400", "401", "415", "422", "429", "503")
                .filter(status -> !responses.has(status))
                .filter(status -> !status.equals("400") || !parameters.isEmpty())
                .filter(status -> !Set.of("415", "422").contains(status) || described.has("requestBody"))
                .forEach(status -> gaps.add("has no " + status));
        return gaps.build().map(gap -> operation + " " + gap);
    }

    @ParameterizedTest
    @EnumSource
    void operations_and_schemas_have_names_of_their_own(Service service) {
        PublishedApi api = Api.documented(service);

        assertThat(api.operations()
                        .collect(groupingBy(operation ->
                                operation.described().path("operationId").asString("")))
                        .values())
                .allSatisfy(namesakes -> assertThat(namesakes).hasSize(1));
        assertThat(api.document().at("/components/schemas").propertyNames())
                .noneMatch(name -> INTERNAL_NAME.matcher(name).matches());
    }

    @ParameterizedTest
    @EnumSource
    void no_two_operations_of_a_service_have_the_same_summary(Service service) {
        assertThat(Api.documented(service)
                        .operations()
                        .map(operation -> operation.described().path("summary").asString("")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void every_schema_has_a_name_that_says_something_without_its_document(Service service) {
        assertThat(Api.documented(service).document().at("/components/schemas").propertyNames())
                .isNotEmpty()
                .filteredOn(ApiDocumentsTests::isVague)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Refused", "LineBody", "Entry", "StateResponse", "LinePage"})
    void the_rule_about_names_bites(String name) {
        assertThat(isVague(name)).isTrue();
    }

    private static boolean isVague(String name) {
        return VAGUE.containsAll(List.of(name.split("(?=[A-Z])"))) || name.endsWith("Body") || name.endsWith("Input");
    }

    @Test
    void a_name_means_the_same_in_all_documents() {
        assertThat(Stream.of(Service.values())
                        .flatMap(service -> Api.documented(service)
                                .document()
                                .at("/components/schemas")
                                .propertyStream())
                        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet()))))
                .hasSizeGreaterThan(100)
                .allSatisfy((name, schemas) -> assertThat(schemas).as(name).hasSize(1));
    }

    /** Money is the one schema that requests share with responses. */
    @ParameterizedTest
    @EnumSource
    void requests_have_no_other_members_unless_services_send_them_and_responses_are_open(Service service) {
        PublishedApi api = Api.documented(service);
        SampleBodies bodies = new SampleBodies(api);

        assertThat(api.operations()).isNotEmpty().allSatisfy(operation -> {
            Set<String> received = bodies.objectsOf(operation.described().path("requestBody"));
            received.remove("Money");
            assertThat(received)
                    .as("%s", operation)
                    .allMatch(name -> bodies.isClosed(name) || isForServicesOnly(operation));
            assertThat(bodies.objectsOf(operation.described().path("responses")))
                    .as("%s", operation)
                    .noneMatch(bodies::isClosed);
        });
    }

    static boolean isForServicesOnly(Operation operation) {
        return operation.described().path("security").toString().equals("[{\"bearerToken\":[\"service\"]}]");
    }

    @ParameterizedTest
    @EnumSource
    void every_problem_type_of_a_service_is_documented_by_an_operation(Service service) {
        PublishedApi api = Api.documented(service);
        List<String> documented = api.operations()
                .flatMap(operation -> operation.described().path("responses").propertyNames().stream()
                        .flatMap(status -> api
                                .response(operation, status)
                                .at("/content/application~1problem+json/examples")
                                .propertyNames()
                                .stream()))
                .distinct()
                .toList();

        assertThat(documented).containsAll(problemTypes("io.checkoutsuite." + service.id()));
    }

    private static List<String> problemTypes(String packageName) {
        return new ClassFileImporter()
                .importPackages(packageName).stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(ProblemType.class))
                        .map(field -> problemType(field.reflect()).name())
                        .toList();
    }

    private static ProblemType problemType(Field constant) {
        try {
            constant.setAccessible(true);
            return (ProblemType) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_operation_of_a_controller_is_documented(Service service) {
        List<String> documented =
                Api.documented(service).operations().map(Operation::toString).toList();

        assertThat(controllers("io.checkoutsuite." + service.id())
                        .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods())
                                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                                .map(method -> call(controller, method))))
                .isNotEmpty()
                .isSubsetOf(documented);
    }

    private static Stream<Class<?>> controllers(String name) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return scan.findCandidateComponents(name).stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null));
    }

    private static String call(Class<?> controller, Method method) {
        RequestMapping own = AnnotatedElementUtils.getMergedAnnotation(method, RequestMapping.class);
        RequestMapping common = AnnotatedElementUtils.getMergedAnnotation(controller, RequestMapping.class);
        return own.method()[0] + " " + (common == null ? "" : String.join("", common.path()))
                + String.join("", own.path());
    }

    /** The requests are valid, so that nothing but the id can be wrong. */
    @ParameterizedTest
    @EnumSource
    void an_unknown_id_is_not_found_exactly_where_the_document_says_so(Service service) {
        assertThat(Api.documented(service)
                        .operations()
                        .filter(operation -> operation.path().contains("{")))
                .isNotEmpty()
                .allSatisfy(operation -> {
                    String path = operation.path().replaceAll("\\{[^}]+}", Shop.unique("no-such"));
                    ApiResponse response =
                            asDocumented(valid(service, operation, path).send());
                    assertThat(response.status() == 404)
                            .as("%s", response)
                            .isEqualTo(operation.described().path("responses").has("404"));
                    assertThat(response.ok() || response.status() == 404)
                            .as("%s", response)
                            .isTrue();
                    if (operation.method().equals("PUT")) {
                        // Nothing stays reserved.
                        authorized(Api.delete(service, path), operation).send();
                    }
                });
    }

    private static ApiRequest valid(Service service, Operation operation, String path) {
        ApiRequest call = authorized(Api.of(service, operation.method(), path), operation)
                .with("If-Match", "\"1\"")
                .with("Idempotency-Key", "k");
        JsonNode schema = operation.described().at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode() ? call : call.json(validBody(service, operation, schema));
    }

    private static ApiRequest authorized(ApiRequest call, Operation operation) {
        JsonNode scopes = operation.described().at("/security/0/bearerToken");
        return scopes.isEmpty() ? call : call.by("tests", scopes.path(0).asString());
    }

    /** What its schema requires is not enough for some bodies. */
    private static Object validBody(Service service, Operation operation, JsonNode schema) {
        return switch (operation.toString()) {
            case "PUT /offers/{offerId}" ->
                Map.of("name", "Ten percent off", "kind", "PERCENT", "value", "10", "target", "ORDER");
            case "PUT /codes/{code}" -> Map.of("offerId", Shop.offer());
            case "PUT /authorizations/{requestId}" ->
                Map.of(
                        "cartId",
                        "c1",
                        "orderNumber",
                        "1",
                        "total",
                        Shop.pounds("1.00"),
                        "payments",
                        List.of(Map.of(
                                "paymentId",
                                "p1",
                                "gateway",
                                "simulator",
                                "token",
                                "tok_approve",
                                "amount",
                                Shop.pounds("1.00"))));
            case "PUT /reservations/{requestId}" ->
                Map.of("cartId", "c1", "lines", List.of(Map.of("sku", Shop.sells("mug", "8.50", 1), "quantity", 1)));
            default -> new SampleBodies(Api.documented(service)).of(schema);
        };
    }

    @ParameterizedTest
    @EnumSource
    void every_example_of_a_body_matches_its_schema(Service service) {
        PublishedApi api = Api.documented(service);

        assertThat(api.operations()
                        .flatMap(operation ->
                                operation.described().at("/requestBody/content").valueStream())
                        .filter(content -> content.has("example"))
                        .flatMap(content ->
                                api
                                        .errors(
                                                content.path("schema"),
                                                content.path("example").toString())
                                        .stream()))
                .isEmpty();
    }

    @Test
    void the_bodies_of_the_journey_have_examples_and_its_responses_are_as_documented() {
        Shop.stocks("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "2.55", 500);
        Shop.stocks("22423", "REGENCY CAKESTAND 3 TIER", "12.75", 100);

        ApiResponse cart = asDocumented(Api.post(CART, "/carts")
                .json(example(CART, "createCart"))
                .send()
                .is(201));
        String path = "/carts/" + cart.text("/id");
        String guest = cart.header("Guest-Token");
        asDocumented(Api.post(CART, path + "/payments")
                .with("If-Match", cart.header("ETag"))
                .with("Guest-Token", guest)
                .json(example(CART, "addPayment"))
                .send()
                .is(201));
        asDocumented(Api.get(CART, path).send().is(200));
        asDocumented(Api.get(CART, path).with("Guest-Token", guest).send().is(200));
        asDocumented(Api.post(CART, path + "/checkout/validations")
                .with("Guest-Token", guest)
                .json(example(CART, "submit"))
                .send()
                .is(200));
        ApiRequest submit = Api.post(CART, path + "/checkout")
                .with("If-Match", "\"2\"")
                .with("Guest-Token", guest)
                .with("Idempotency-Key", "k1")
                .json(example(CART, "submit"));
        ApiResponse submitted = asDocumented(submit.send().is(200));
        asDocumented(submit.send().is(200));
        asDocumented(submit.with("Idempotency-Key", "k2").send().isProblem(409, "invalid-cart-status"));
        asDocumented(Api.get(CART, "/checkouts/" + submitted.text("/requestId"))
                .with("Guest-Token", guest)
                .send()
                .is(200));
        asDocumented(Api.post(ORDER, "/orders/lookups")
                .json(Map.of("number", submitted.text("/orderNumber"), "email", "ann@example.org"))
                .send()
                .is(200));
        asDocumented(Api.get(INVENTORY, "/stock/85123A").send().is(200));
        assertThat(example(ORDER, "lookUpOrder").has("number")).isTrue();
    }

    private static JsonNode example(Service service, String operationId) {
        return Api.documented(service)
                .operations()
                .filter(operation ->
                        operation.described().path("operationId").asString("").equals(operationId))
                .findFirst()
                .orElseThrow()
                .described()
                .at("/requestBody/content/application~1json/example");
    }

    static Stream<ApiRequest> refusedCalls() {
        return Stream.of(
                Api.post(CART, "/carts").json("{}"),
                Api.post(CART, "/carts").body("text/plain", "{}"),
                Api.get(CART, "/carts/unknown"),
                Api.get(CART, "/carts/unknown").with("Authorization", "Bearer none"),
                Api.get(CART, "/carts/mine"),
                Api.get(CART, "/carts/mine").byCustomer("carol"),
                Api.get(CART, "/carts/mine").byOperator(),
                Api.get(CART, "/carts/unknown").inTenant("unknown"),
                Api.post(CART, "/internal/checkouts/unknown/resumptions").byService());
    }

    @ParameterizedTest
    @MethodSource("refusedCalls")
    void refusals_are_as_documented(ApiRequest call) {
        assertThat(asDocumented(call.send()).ok()).isFalse();
    }

    @Test
    void a_failed_submit_and_its_outcome_are_as_documented() {
        Buyer buyer = Buyer.guest().puts(1, Shop.sells("mug", "8.50", 10)).paysWith("tok_decline_soft");

        asDocumented(buyer.submits().isProblem(402, "failed-payment-transaction"));
        asDocumented(buyer.request("/checkouts/" + buyer.requestId(1)).send().is(200));
    }

    @Test
    void a_response_that_is_not_as_documented_is_found() {
        ApiResponse stock = Api.get(INVENTORY, "/stock/unknown").send().is(404);
        PublishedApi cart = Api.documented(CART);
        PublishedApi inventory = Api.documented(INVENTORY);
        ApiResponse wrongBody = new ApiResponse("GET", stock.uri(), 200, stock.headers(), stock.body());
        JsonNode level = inventory.document().at("/components/schemas/StockResponse");

        assertThat(cart.differences(stock)).singleElement().asString().startsWith("There is no operation");
        assertThat(inventory.differences(wrongBody))
                .singleElement()
                .asString()
                .contains("may not respond with application/problem+json");
        assertThat(inventory.errors(level, "{\"sku\":\"85123A\",\"onHand\":\"many\"}"))
                .anySatisfy(error -> assertThat(error).contains("onHand"))
                .anySatisfy(error -> assertThat(error).contains("available"));
    }
}
