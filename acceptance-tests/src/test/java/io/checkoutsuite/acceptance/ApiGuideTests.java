package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.checkoutsuite.stack.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Runs the commands of the API guide and of the README's journey in their order, and compares each answer with the one that the document shows
 * below the command: the status, the shown headers, and the shown members of the body. A shown text with an ellipsis stands for any text.
 */
class ApiGuideTests {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|http)\\n(.*?)^```$");
    private static final String END_OF_COMMAND = "--- end of command ";

    @TempDir
    private Path dir;

    /** A command of a document, and the answers that are shown below it. */
    private record Step(String command, List<Answer> shown) {}

    /** An HTTP response as curl prints it. */
    private record Answer(String status, List<String> headers, String body) {

        static Answer parse(String text) {
            int blank = text.indexOf("\n\n");
            List<String> head = (blank < 0 ? text : text.substring(0, blank))
                    .strip()
                    .lines()
                    .map(String::strip)
                    .toList();
            return new Answer(
                    head.getFirst(),
                    head.subList(1, head.size()),
                    blank < 0 ? "" : text.substring(blank).strip());
        }

        /** Splits what curl has printed; a response begins with its status line. */
        static List<Answer> parseAll(String output) {
            return Stream.of(output.replace("\r", "").split("(?m)^(?=HTTP/)"))
                    .filter(text -> text.startsWith("HTTP/"))
                    .map(Answer::parse)
                    .toList();
        }
    }

    @BeforeAll
    static void opens_the_shop_of_the_demo() throws IOException {
        imports(CART, "/catalog/imports", "catalog", "");
        imports(INVENTORY, "/stock/imports", "stock", "");
        // The demo's automatic offer would give other tests a discount.
        imports(OFFER, "/offers/imports", "offers", "save-10");
    }

    private static void imports(Service service, String path, String file, String containing) throws IOException {
        try (InputStream lines = ApiGuideTests.class.getResourceAsStream("/demo/" + file + ".ndjson")) {
            assertThat(lines).isNotNull();
            String chosen = new String(lines.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.contains(containing))
                    .reduce("", (all, line) -> all + line + "\n");
            Api.post(service, path)
                    .byOperator()
                    .body("application/x-ndjson", chosen)
                    .send()
                    .is(200);
        }
    }

    @Test
    void every_command_of_the_guide_gets_the_answer_that_the_guide_shows() throws Exception {
        List<Step> steps = steps(ROOT.resolve("docs/api.md"));

        assertThat(steps).hasSizeGreaterThan(20);
        assertAnswersAsShown(steps);
    }

    @Test
    void the_journey_of_the_readme_ends_with_an_order() throws Exception {
        List<Step> steps = steps(ROOT.resolve("README.md")).stream()
                .filter(step -> step.command().contains("curl"))
                .toList();

        assertThat(steps).hasSize(1);
        assertAnswersAsShown(steps);
    }

    /** The commands of a document, each with the answers that follow it. */
    private static List<Step> steps(Path document) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (MatchResult block :
                BLOCK.matcher(Files.readString(document)).results().toList()) {
            if (block.group(1).equals("sh")) {
                steps.add(new Step(block.group(2), new ArrayList<>()));
            } else {
                steps.getLast().shown().addAll(Answer.parseAll(block.group(2)));
            }
        }
        return steps;
    }

    private void assertAnswersAsShown(List<Step> steps) throws IOException, InterruptedException {
        assumeTrue(canRun("bash") && canRun("curl"), "bash and curl are needed to run the commands of the documents");
        List<String> outputs = run(steps);

        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.shown().isEmpty()) {
                List<Answer> received = Answer.parseAll(outputs.get(i));
                assertThat(received).as(step.command() + outputs.get(i)).hasSameSizeAs(step.shown());
                for (int j = 0; j < received.size(); j++) {
                    assertShows(step.shown().get(j), received.get(j), step.command() + outputs.get(i));
                }
            }
        }
    }

    private static boolean canRun(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs all commands in one shell, because later ones use the variables of earlier ones, and returns what each has printed. */
    private List<String> run(List<Step> steps) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -eu -o pipefail\n");
        steps.forEach(step -> script.append(step.command())
                .append("echo; echo '")
                .append(END_OF_COMMAND)
                .append("'\n"));
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script.toString())
                .directory(dir.toFile())
                .redirectErrorStream(true);
        shell.environment()
                .putAll(Map.of(
                        "CART_SERVICE", RunningSuite.address(CART).toString(),
                        "ORDER_SERVICE", RunningSuite.address(ORDER).toString(),
                        "INVENTORY_SERVICE", RunningSuite.address(INVENTORY).toString(),
                        "PAYMENT_SERVICE", RunningSuite.address(PAYMENT).toString()));
        Process process = shell.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return List.of(output.split(Pattern.quote(END_OF_COMMAND) + "\n"));
    }

    private static void assertShows(Answer shown, Answer received, String context) {
        assertThat(received.status()).as(context).isEqualTo(shown.status());
        assertThat(shown.headers())
                .allSatisfy(
                        header -> assertThat(received.headers()).as(context).anyMatch(sent -> matches(header, sent)));
        if (!shown.body().isEmpty()) {
            assertShows(Api.JSON.readTree(shown.body()), Api.JSON.readTree(received.body()), context);
        }
    }

    private static void assertShows(JsonNode shown, JsonNode received, String context) {
        if (shown.isObject()) {
            shown.propertyStream().forEach(member -> {
                assertThat(received.has(member.getKey()))
                        .as("%s\nhas %s", context, member.getKey())
                        .isTrue();
                assertShows(member.getValue(), received.path(member.getKey()), context);
            });
        } else if (shown.isArray()) {
            assertThat(received.size()).as(context).isEqualTo(shown.size());
            for (int i = 0; i < shown.size(); i++) {
                assertShows(shown.path(i), received.path(i), context);
            }
        } else if (shown.isString()) {
            assertThat(received.asString("")).as(context).matches(text -> matches(shown.asString(), text));
        } else {
            assertThat(received).as(context).isEqualTo(shown);
        }
    }

    /** Whether it is the shown text, in which an ellipsis stands for anything. */
    private static boolean matches(String shown, String received) {
        return Pattern.compile(
                        Stream.of(shown.split("…", -1))
                                .map(Pattern::quote)
                                .reduce((all, next) -> all + ".*" + next)
                                .orElse(""),
                        Pattern.DOTALL)
                .matcher(received)
                .matches();
    }
}
