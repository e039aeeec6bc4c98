package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Verifies that the documents name only existing classes and link only to existing files. */
class DocumentationTests {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.[a-z]\\w*)?`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern REPLACED =
            Pattern.compile("(?m)^\\|[^|\n]+\\|[^|\n]+\\|[^|\n]+\\|((?: `\\w+`,?)+) \\|$");
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

    @Test
    void no_name_in_the_code_uses_a_word_that_the_glossary_replaces() {
        List<List<String>> replaced = replacedWords();
        Stream<String> names = new ClassFileImporter()
                .importPackages("io.checkoutsuite").stream()
                        .flatMap(type -> Stream.concat(
                                Stream.of(type.getSimpleName()),
                                type.getMembers().stream()
                                        .map(member -> type.getSimpleName() + "." + member.getName())));

        assertThat(replaced).hasSizeGreaterThan(40);
        assertThat(names).hasSizeGreaterThan(5_000).noneMatch(name -> {
            List<String> words = words(name.substring(name.indexOf('.') + 1));
            return replaced.stream().anyMatch(word -> Collections.indexOfSubList(words, word) >= 0);
        });
    }

    /** The last column of the glossary's table, each name as its words in lower case. */
    private static List<List<String>> replacedWords() {
        return found(REPLACED, ROOT.resolve("docs/glossary.md"))
                .flatMap(cell -> Stream.of(cell.split("[`, ]+")))
                .filter(name -> !name.isEmpty())
                .map(DocumentationTests::words)
                .toList();
    }

    private static List<String> words(String name) {
        return Stream.of(name.split("_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"))
                .map(String::toLowerCase)
                .toList();
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
