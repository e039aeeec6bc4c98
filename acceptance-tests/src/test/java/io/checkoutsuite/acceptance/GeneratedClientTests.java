package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Generates Java clients from the API documents of all services, compiles them together with a shop that is written with them, and lets the shop
 * buy. A document that lacks something fails here: the shop does not compile, or is refused.
 */
class GeneratedClientTests {

    private static final Path SHOP = Path.of("src/test/clients/java");
    private static final Path CLIENTS = Path.of("target/generated-clients/java");
    private static final Path CLASSES = Path.of("target/generated-clients/classes");

    @Test
    void a_shop_is_written_with_the_clients_that_are_generated_from_the_api_documents() throws Exception {
        FileSystemUtils.deleteRecursively(CLIENTS);
        FileSystemUtils.deleteRecursively(CLASSES);
        Stream.of(Service.values()).forEach(service -> ClientGenerator.generateJava(service, CLIENTS));

        assertThat(errorsOfCompilation()).isEmpty();
        shop(RunningSuite::address, Shop.sells("MUG", "8.50", 100)).run();
    }

    private static List<String> errorsOfCompilation() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Files.createDirectories(CLASSES);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
            compiler.getTask(
                            null,
                            files,
                            diagnostics,
                            List.of("-proc:none", "-nowarn", "-d", CLASSES.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(Stream.of(SHOP, CLIENTS)
                                    .flatMap(GeneratedClientTests::sources)
                                    .toList()))
                    .call();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(any -> any.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Runnable shop(Function<Service, URI> addresses, String sku)
            throws ReflectiveOperationException, MalformedURLException {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {CLASSES.toUri().toURL()}, GeneratedClientTests.class.getClassLoader());
        return (Runnable) loader.loadClass("shop.ShopJourney")
                .getDeclaredConstructor(Function.class, String.class)
                .newInstance(addresses, sku);
    }
}
