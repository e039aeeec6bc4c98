package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where the services are, who calls them and how the result is printed: the same options for every command that reads or repairs. */
class RunningServicesOptionsTests {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl";
    private static final String TIMELINE = """
            {"cartId":"c1","attempts":[{"requestId":"r1","orderNumber":"7","outcome":"COMPLETED","entries":[],
             "notAppliedBy":["order"],"unavailable":["offer"]}]}""";

    private final StubStack stack = new StubStack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void services_elsewhere_are_called_at_their_addresses_with_the_token() {
        stack.responds(OPERATIONS, "POST /ops/reconciliations", 200, "{\"checked\":1,\"found\":0,\"findings\":[]}");

        CommandResult reconcile =
                CommandResult.run("reconcile", "--url", "operations=" + stack.url(OPERATIONS) + "/", "--token", TOKEN);

        assertThat(reconcile.code()).isZero();
        assertThat(stack.requests("POST"))
                .singleElement()
                .satisfies(call -> assertThat(call.authorization()).isEqualTo("Bearer " + TOKEN));
    }

    @Test
    void one_address_may_be_that_of_all_services_and_an_address_of_one_service_overrides_it() {
        stack.responds(OPERATIONS, "GET /ops/timelines/7", 200, TIMELINE);

        assertThat(CommandResult.run("timeline", "7", "--url", stack.url(OPERATIONS), "--token", TOKEN)
                        .out())
                .contains("checkout r1");
        assertThat(CommandResult.run(
                                "timeline",
                                "7",
                                "--url",
                                "http://127.0.0.1:1",
                                "--url",
                                "operations=" + stack.url(OPERATIONS),
                                "--token",
                                TOKEN)
                        .out())
                .contains("checkout r1");
    }

    @Test
    void only_the_services_with_an_address_have_a_status() {
        stack.responds(CART, "GET /ops/dead-letters", 200, "{\"items\":[],\"next\":null}");

        CommandResult status =
                CommandResult.run("status", "--url", "cart=" + stack.url(CART), "--token", TOKEN, "--json");

        assertThat(status.code()).isZero();
        assertThat(json(status.out()))
                .isEqualTo(SuiteClient.JSON.readTree(
                        "{\"services\":[{\"service\":\"cart\",\"address\":\"%s\",\"health\":\"UP\",\"deadLetters\":\"0\",\"content\":\"\"}]}"
                                .formatted(stack.url(CART))));
    }

    @Test
    void a_service_that_does_not_say_how_many_dead_letters_it_has_is_no_success() {
        stack.responds(CART, "GET /ops/dead-letters", 503, "{}");

        CommandResult status = CommandResult.run("status", "--url", "cart=" + stack.url(CART), "--token", TOKEN);

        assertThat(status.out()).contains("UP", "?");
        assertThat(status.code()).isEqualTo(1);
    }

    @Test
    void without_a_token_services_elsewhere_must_issue_one_for_development() {
        stack.responds(OPERATIONS, "GET /ops/timelines/7", 200, TIMELINE);
        String cart = "cart=" + stack.url(CART);
        String operations = "operations=" + stack.url(OPERATIONS);

        assertThat(CommandResult.run("timeline", "7", "--url", cart, "--url", operations)
                        .out())
                .contains("checkout r1");

        CommandResult nowhere = CommandResult.run("timeline", "7", "--url", operations);
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("The services need a token: --token or SUITE_TOKEN.");

        stack.issuesNoTokens();
        CommandResult refused = CommandResult.run("timeline", "7", "--url", cart, "--url", operations);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("issues no development tokens (404)", "--token or SUITE_TOKEN");
    }

    @Test
    void the_token_may_come_from_a_variable() throws IOException, InterruptedException {
        stack.responds(OPERATIONS, "GET /ops/timelines/7", 200, TIMELINE);
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsuite.home=target",
                "-cp",
                System.getProperty("java.class.path"),
                Suite.class.getName(),
                "timeline",
                "7",
                "--json",
                "--url",
                "operations=" + stack.url(OPERATIONS));
        command.environment().put("SUITE_TOKEN", TOKEN);
        command.redirectError(ProcessBuilder.Redirect.DISCARD);

        Process process = command.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(json(out)).isEqualTo(SuiteClient.JSON.readTree(TIMELINE));
        assertThat(stack.requests("GET").getFirst().authorization()).isEqualTo("Bearer " + TOKEN);
    }

    @Test
    void the_token_is_never_printed() {
        stack.responds(OPERATIONS, "GET /ops/timelines/7", 401, "{\"title\":\"A valid token is required\"}");
        String url = "operations=" + stack.url(OPERATIONS);

        for (String token : List.of(TOKEN, "two words", TOKEN + "\nX-Other: 1", "töken")) {
            CommandResult refused = CommandResult.run("timeline", "7", "--url", url, "--token", token);

            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.out() + refused.err()).doesNotContain(token, TOKEN);
        }
    }

    @Test
    void an_address_that_is_none_is_refused() {
        for (String url :
                List.of("suite.example.org", "ftp://suite.example.org", "till=https://suite.example.org", "cart=")) {
            CommandResult refused = CommandResult.run("reconcile", "--url", url, "--token", TOKEN);

            assertThat(refused.code()).as(url).isEqualTo(2);
            assertThat(refused.err()).as(url).contains("--url");
        }
    }

    @Test
    void services_that_cannot_be_reached_are_named_and_nothing_is_printed_for_programs() {
        CommandResult timeline =
                CommandResult.run("timeline", "7", "--url", "http://127.0.0.1:1", "--token", TOKEN, "--json");

        assertThat(timeline.code()).isEqualTo(2);
        assertThat(timeline.out()).isEmpty();
        assertThat(timeline.err()).contains("http://127.0.0.1:1/ops/timelines/7 cannot be reached");
    }

    @Test
    void for_programs_every_command_prints_the_answer_of_the_service_as_one_document() {
        String letters = "{\"items\":[{\"id\":\"e-1-7\",\"service\":\"order\"}],\"next\":null,\"unavailable\":[]}";
        String letter = "{\"service\":\"offer\",\"letter\":{\"id\":\"e-1-7\"},\"headers\":{},\"body\":\"{}\"}";
        String redriven = "{\"redriven\":0,\"services\":[],\"unknown\":[\"e-1-7\"],\"unavailable\":[]}";
        String dryRun = "{\"dryRun\":true,\"matched\":0,\"services\":{},\"changes\":[]}";
        String stopped = "{\"id\":\"p1\",\"state\":\"STOPPED\",\"matched\":2,\"published\":1,\"results\":{}}";
        String replays = "{\"items\":[" + stopped + "]}";
        String found = "{\"checked\":9,\"found\":1,\"findings\":[{\"type\":\"ORDER_MISSING\",\"repaired\":false}]}";
        stack.responds(OPERATIONS, "GET /ops/timelines/7", 200, TIMELINE)
                .responds(OPERATIONS, "GET /ops/dead-letters", 200, letters)
                .responds(OPERATIONS, "GET /ops/dead-letters/e-1-7", 200, letter)
                .responds(OPERATIONS, "POST /ops/dead-letters/redrives", 200, redriven)
                .responds(OPERATIONS, "POST /ops/replays", 200, dryRun)
                .responds(OPERATIONS, "GET /ops/replays/p1", 200, stopped)
                .responds(OPERATIONS, "GET /ops/replays", 200, replays)
                .responds(OPERATIONS, "POST /ops/replays/p1/resume", 202, stopped)
                .responds(OPERATIONS, "POST /ops/replays/p1/cancel", 200, stopped)
                .responds(OPERATIONS, "POST /ops/reconciliations", 200, found);

        assertPrints(TIMELINE, 1, "timeline", "7");
        assertPrints(letters, 0, "dead-letters");
        assertPrints(letters, 0, "dead-letters", "list");
        assertPrints(letter, 0, "dead-letters", "show", "e-1-7");
        assertPrints(redriven, 1, "dead-letters", "redrive", "e-1-7");
        assertPrints(dryRun, 0, "replay", "--cart", "c");
        assertPrints(stopped, 1, "replay", "status", "p1");
        assertPrints(stopped, 1, "replay", "resume", "p1");
        assertPrints(stopped, 0, "replay", "cancel", "p1");
        assertPrints(replays, 0, "replay", "list");
        assertPrints(found, 1, "reconcile");
    }

    private void assertPrints(String document, int code, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");

        CommandResult result = stack.run(all.toArray(String[]::new));

        assertThat(result.code()).as("%s", all).isEqualTo(code);
        assertThat(json(result.out())).as("%s", all).isEqualTo(SuiteClient.JSON.readTree(document));
        assertThat(result.err()).as("%s", all).isEmpty();
    }

    private static JsonNode json(String out) {
        return SuiteClient.JSON.readTree(out);
    }
}
