package io.checkoutsuite.acceptance;

import io.checkoutsuite.stack.Service;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.openapitools.codegen.ClientOptInput;
import org.openapitools.codegen.CodegenConstants;
import org.openapitools.codegen.DefaultCodegen;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.languages.JavaClientCodegen;
import org.openapitools.codegen.languages.TypeScriptFetchClientCodegen;

/** Generates clients of the running services from their API documents, with OpenAPI Generator. */
final class ClientGenerator {

    private ClientGenerator() {}

    /** Generates the packages {@code shop.<service>.api} and {@code .model}, which need only what Spring services have anyway. */
    static void generateJava(Service service, Path into) {
        String name = "shop." + service.id();
        generate(
                service,
                new JavaClientCodegen() {
                    @Override
                    public void postProcess() {
                        // It would print a request for donations.
                    }
                },
                into,
                Map.of(
                        CodegenConstants.LIBRARY,
                        JavaClientCodegen.RESTCLIENT,
                        JavaClientCodegen.USE_SPRING_BOOT4,
                        true,
                        JavaClientCodegen.USE_JACKSON_3,
                        true,
                        "openApiNullable",
                        false,
                        CodegenConstants.SOURCE_FOLDER,
                        "",
                        CodegenConstants.INVOKER_PACKAGE,
                        name,
                        CodegenConstants.API_PACKAGE,
                        name + ".api",
                        CodegenConstants.MODEL_PACKAGE,
                        name + ".model"));
    }

    /** Generates the module {@code <service>/index.js}, which a browser loads without a bundler. */
    static void generateTypeScript(Service service, Path into) {
        generate(
                service,
                new TypeScriptFetchClientCodegen() {
                    @Override
                    public void postProcess() {
                        // It would print a request for donations.
                    }
                },
                into.resolve(service.id()),
                Map.of("importFileExtension", ".js", "modelPropertyNaming", "original"));
    }

    private static void generate(Service service, DefaultCodegen language, Path into, Map<String, ?> options) {
        language.setOutputDir(into.toString());
        language.additionalProperties().putAll(options);
        DefaultGenerator generator = new DefaultGenerator();
        Stream.of(
                        CodegenConstants.API_DOCS,
                        CodegenConstants.API_TESTS,
                        CodegenConstants.MODEL_DOCS,
                        CodegenConstants.MODEL_TESTS)
                .forEach(part -> generator.setGeneratorPropertyDefault(part, "false"));
        generator
                .opts(new ClientOptInput()
                        .openAPI(new OpenAPIV3Parser()
                                .readContents(Api.documented(service).document().toString())
                                .getOpenAPI())
                        .config(language))
                .generate();
    }
}
