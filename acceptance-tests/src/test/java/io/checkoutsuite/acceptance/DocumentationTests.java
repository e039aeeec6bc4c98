package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.checkoutsuite.events.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Verifies that the documents name only existing classes, link only to existing files, and describe the fields of the events that are published.
 */
class DocumentationTests {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.[a-z]\\w*)?`");
    private static final Pattern DECLARATION =
            Pattern.compile("(?m)^ *+(?:[a-z-]+ )*@?(?:class|record|interface|enum) (\\w+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern TYPESCRIPT = Pattern.compile("(?ms)^```ts\\n(.*?)^```$");
    private static final Pattern REPLACED =
            Pattern.compile("(?m)^\\|[^|\n]+\\|[^|\n]+\\|[^|\n]+\\|((?: `\\w+`,?)+) \\|$");
    /** The name of a section with a table of fields, and the rows of the table. */
    private static final Pattern FIELDS = Pattern.compile(
            "(?m)^###+ `(\\w+)`\\n(?:[^|#]*\\n)?\\| field \\| type \\| meaning \\| missing \\|\\n\\|---.*\\n((?:\\|.*\\n)+)");

    private static final Pattern TOPIC = Pattern.compile("(?m)^\\| `(\\w+)` \\| \\w+-service \\|");
    private static final Set<String> NOT_OURS = Set.of("ConfigurationProperties", "ResponseError");

    @Test
    void every_class_that_is_named_exists() {
        Set<String> classes =
                files(ROOT, ".java").flatMap(file -> found(DECLARATION, file)).collect(Collectors.toSet());
        classes.addAll(publishedFields().keySet());

        assertThat(documents())
                .isNotEmpty()
                .allSatisfy(document -> assertThat(found(CLASS_NAME, document).filter(name -> !NOT_OURS.contains(name)))
                        .as(document.toString())
                        .allSatisfy(name -> assertThat(classes).contains(name)));
    }

    @Test
    void every_link_leads_somewhere() {
        assertThat(documents())
                .allSatisfy(document -> assertThat(found(LINK, document))
                        .as(document.toString())
                        .allSatisfy(link ->
                                assertThat(document.resolveSibling(link)).exists()));
    }

    @Test
    void the_typescript_of_the_api_guide_is_part_of_the_page_that_buys_with_generated_clients() {
        List<String> page = text(ROOT.resolve("acceptance-tests/src/test/clients/browser/journey.ts"))
                .lines()
                .map(String::strip)
                .toList();

        assertThat(found(TYPESCRIPT, ROOT.resolve("docs/api.md"))
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty()))
                .hasSizeGreaterThan(10)
                .isSubsetOf(page);
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

    @Test
    void the_event_catalogue_has_all_topics() {
        assertThat(found(TOPIC, ROOT.resolve("docs/events.md")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(EventType.values()).map(EventType::wireName).toList());
    }

    @Test
    void the_event_catalogue_has_the_fields_of_the_events() {
        assertThat(documentedFields()).isEqualTo(publishedFields());
    }

    /**
     * A field of an event, or of a part of one.
     *
     * @param type as the catalogue names it
     */
    private record EventField(String name, String type, boolean canBeMissing) {}

    /** The fields of each event type and of its parts. */
    private static Map<String, List<EventField>> publishedFields() {
        Map<String, List<EventField>> published = new LinkedHashMap<>();
        Stream.of(EventType.values()).forEach(type -> addFields(type.wireName(), type.body(), published));
        return published;
    }

    private static void addFields(String name, Class<?> part, Map<String, List<EventField>> all) {
        if (all.containsKey(name)) {
            return;
        }
        all.put(
                name,
                Stream.of(part.getRecordComponents())
                        .map(DocumentationTests::field)
                        .toList());
        Stream.of(part.getRecordComponents())
                .map(RecordComponent::getGenericType)
                .map(type -> type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type)
                .filter(type -> type instanceof Class<?> nested && nested.isRecord())
                .forEach(type -> addFields(((Class<?>) type).getSimpleName(), (Class<?>) type, all));
    }

    private static EventField field(RecordComponent component) {
        return new EventField(
                component.getName(),
                typeName(component.getGenericType()),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    private static String typeName(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            String element = typeName(parameterized.getActualTypeArguments()[0]);
            return (parameterized.getRawType() == Map.class ? "object of " : "list of ") + element;
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String", "BigDecimal", "Currency" -> "text";
            case "long", "int" -> "number";
            case "Instant" -> "instant";
            case String part -> "`" + part + "`";
        };
    }

    /** The tables of the event catalogue. */
    private static Map<String, List<EventField>> documentedFields() {
        Map<String, List<EventField>> documented = new LinkedHashMap<>();
        FIELDS.matcher(text(ROOT.resolve("docs/events.md")))
                .results()
                .forEach(table -> documented.put(
                        table.group(1),
                        table.group(2).lines().map(DocumentationTests::row).toList()));
        return documented;
    }

    private static EventField row(String line) {
        List<String> cells =
                Stream.of(line.substring(1).split("\\|", -1)).map(String::strip).toList();
        return new EventField(
                cells.get(0).replace("`", ""), cells.get(1), !cells.get(3).isEmpty());
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
        return pattern.matcher(text(document)).results().map(result -> result.group(1));
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
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
