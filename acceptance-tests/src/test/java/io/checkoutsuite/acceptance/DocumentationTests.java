package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documentation that names what does not exist is worse than none. */
class DocumentationTests {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.[a-z]\\w*)?`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Set<String> NOT_OURS = Set.of("ConfigurationProperties");

    @Test
    void every_class_that_is_named_exists() {
        Set<String> classes = files(ROOT, ".java")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(documents()).isNotEmpty().allSatisfy(document -> assertThat(
                        found(CLASS_NAME, document).filter(name -> !NOT_OURS.contains(name)))
                .as(document.toString())
                .allSatisfy(name -> assertThat(classes).contains(name)));
    }

    @Test
    void every_link_leads_somewhere() {
        assertThat(documents()).allSatisfy(document -> assertThat(found(LINK, document))
                .as(document.toString())
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists()));
    }

    private static List<Path> documents() {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), files(ROOT.resolve("docs"), ".md"))
                .toList();
    }

    private static Stream<String> found(Pattern pattern, Path document) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(document));
            return matcher.results().map(result -> result.group(1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
