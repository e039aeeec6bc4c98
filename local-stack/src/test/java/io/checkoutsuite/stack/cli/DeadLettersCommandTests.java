package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.Service.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersCommandTests {

    private static final String LETTER = """
            {"id":"errors-1-7","topic":"checkoutCompletion","type":"checkoutCompletion","eventId":"e1","requestId":"r1",
             "reason":"stock of MUG is unknown","redrives":1,"parkedAt":"2026-01-01T00:00:00Z"}""";
    private static final String KEPT_LETTER = LETTER.replaceFirst("\\{", "{\"service\":\"inventory\",");

    private final StubStack stack = new StubStack();

    @AfterEach
    void close() {
        stack.close();
    }

    private void lists(String next, String unavailable, String... letters) {
        stack.responds(
                OPERATIONS,
                "GET /ops/dead-letters",
                200,
                "{\"items\":[%s],\"next\":%s,\"unavailable\":[%s]}"
                        .formatted(String.join(",", letters), next, unavailable));
    }

    private void redrives(String services, String unknown, String unavailable) {
        stack.responds(
                OPERATIONS, "POST /ops/dead-letters/redrives", 200, """
                {"redriven":3,"services":[%s],"unknown":[%s],"unavailable":[%s]}""".formatted(services, unknown, unavailable));
    }

    @Test
    void those_of_all_services_are_listed_by_one_call_with_the_filter() {
        lists("null", "", KEPT_LETTER);

        CommandResult list = stack.run("dead-letters", "--reason", "is unknown", "--type", "checkoutCompletion");

        assertThat(list.code()).isZero();
        assertThat(list.out())
                .contains("inventory  errors-1-7  checkoutCompletion  r1")
                .contains("stock of MUG is unknown")
                .doesNotContain("and more");
        assertThat(stack.requests("GET"))
                .singleElement()
                .satisfies(call -> assertThat(call.path()).contains("type=checkoutCompletion&reason=is%20unknown"));
    }

    @Test
    void a_longer_list_continues_where_the_page_ends() {
        lists("\"inventory/errors-1-7\"", "", KEPT_LETTER);

        assertThat(stack.run("dead-letters").out()).contains("list --after inventory/errors-1-7 shows the next page");
        stack.run("dead-letters", "list", "--after", "inventory/errors-1-7");

        assertThat(stack.requests("GET").getLast().path()).endsWith("&after=inventory%2Ferrors-1-7");
    }

    @Test
    void a_list_without_a_service_that_did_not_answer_is_no_success() {
        lists("null", "\"order\",\"offer\"", KEPT_LETTER);
        lists("null", "\"order\"");

        CommandResult list = stack.run("dead-letters");

        assertThat(list.code()).isEqualTo(1);
        assertThat(list.out())
                .contains(
                        "errors-1-7", "order did not answer", "offer did not answer; its dead letters are not listed");
        CommandResult nothing = stack.run("dead-letters");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.out()).contains("order did not answer");
    }

    @Test
    void filters_count_before_and_after_the_list_subcommand() {
        lists("null", "");

        CommandResult list = stack.run("dead-letters", "--service", "inventory,ORDER", "list", "--topic", "t");

        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("No dead letters match.");
        assertThat(stack.requests("GET"))
                .singleElement()
                .satisfies(call -> assertThat(call.path()).contains("service=inventory%2Corder&topic=t"));
    }

    @Test
    void one_is_shown_whole_with_the_service_that_keeps_it() {
        stack.responds(OPERATIONS, "GET /ops/dead-letters/errors-1-7", 200, """
                {"service":"offer","letter":%s,"state":"PARKED","headers":{"ce_id":"e1"},"body":"{\\"a\\":1}","stack":"at X"}""".formatted(LETTER));

        CommandResult show = stack.run("dead-letters", "show", "errors-1-7");

        assertThat(show.code()).isZero();
        assertThat(show.out()).contains("for the offer service", "ce_id: e1", "{\"a\":1}", "at X");
    }

    @Test
    void one_that_no_service_has_is_not_shown_and_one_that_an_unavailable_service_may_have_is_not_called_unknown() {
        assertThat(stack.run("dead-letters", "show", "x").err()).contains("No service has a dead letter x");
        stack.responds(OPERATIONS, "GET /ops/dead-letters/y", 503, """
                {"title":"Try again later","detail":"order does not answer, so its state is unknown","service":"order"}""");

        CommandResult show = stack.run("dead-letters", "show", "y");

        assertThat(show.code()).isEqualTo(2);
        assertThat(show.out()).doesNotContain("No service has");
        assertThat(show.err()).contains("order does not answer");
    }

    @Test
    void named_ones_are_redriven_by_one_call_and_unknown_ones_are_named() {
        redrives("{\"service\":\"offer\",\"redriven\":1,\"refused\":[],\"remaining\":0}", "\"b\"", "");

        CommandResult redrive = stack.run("dead-letters", "redrive", "a", "b", "--per-second", "5");

        assertThat(redrive.code()).isEqualTo(1);
        assertThat(redrive.out()).contains("Dead letter b was not found");
        assertThat(stack.requests("POST"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.body().toString()).isEqualTo("{\"ids\":[\"a\",\"b\"],\"perSecond\":5}"));
    }

    @Test
    void the_limit_and_the_services_are_those_of_one_call() {
        redrives("""
                {"service":"order","redriven":2,"refused":[],"remaining":0},
                {"service":"payment","redriven":1,"refused":[],"remaining":4}""", "", "");

        CommandResult redrive =
                stack.run("dead-letters", "redrive", "--all", "--limit", "3", "--service", "order,payment");

        assertThat(redrive.code()).isZero();
        assertThat(redrive.out())
                .contains("order           2        0          0", "payment         1        0          4");
        assertThat(stack.requests("POST"))
                .singleElement()
                .satisfies(call -> assertThat(call.body().toString())
                        .isEqualTo("{\"all\":true,\"limit\":3,\"services\":[\"order\",\"payment\"]}"));
    }

    @Test
    void a_refused_or_stopped_redrive_is_no_success() {
        redrives("""
                {"service":"order","redriven":1,"refused":[{"id":"errors-1-7","reason":"came back 5 times"}],"remaining":8,
                 "stopped":"broker unavailable"}""", "", "");

        CommandResult redrive = stack.run("dead-letters", "redrive", "--request", "r1");

        assertThat(redrive.code()).isEqualTo(1);
        assertThat(redrive.out()).contains("errors-1-7: came back 5 times", "stopped: broker unavailable");
        assertThat(stack.requests("POST"))
                .singleElement()
                .satisfies(call -> assertThat(call.body().toString()).isEqualTo("{\"requestId\":\"r1\"}"));
    }

    @Test
    void a_redrive_without_a_service_that_did_not_answer_is_no_success() {
        redrives("{\"service\":\"offer\",\"redriven\":1,\"refused\":[],\"remaining\":0}", "", "\"payment\"");

        CommandResult redrive = stack.run("dead-letters", "redrive", "--all");

        assertThat(redrive.code()).isEqualTo(1);
        assertThat(redrive.out()).contains("payment did not answer; what it has redriven is unknown");
    }

    @Test
    void exactly_one_way_to_select_letters_is_required() {
        for (List<String> args : List.of(
                List.<String>of(),
                List.of("--all", "a"),
                List.of("--all", "--topic", "t"),
                List.of("--service", "order"))) {
            List<String> all = new java.util.ArrayList<>(List.of("dead-letters", "redrive"));
            all.addAll(args);

            CommandResult redrive = stack.run(all.toArray(String[]::new));

            assertThat(redrive.code()).isEqualTo(2);
            assertThat(redrive.err()).contains("Select dead letters");
        }
        assertThat(stack.requests("POST")).isEmpty();
    }

    @Test
    void a_service_that_applies_no_events_is_explained() {
        for (String service : List.of("stock", "cart", "operations")) {
            CommandResult list = stack.run("dead-letters", "--service", service);

            assertThat(list.code()).isEqualTo(2);
            assertThat(list.err()).contains("'" + service + "'", "order, inventory, offer or payment");
        }
        assertThat(stack.requests("GET")).isEmpty();
    }

    @Test
    void a_problem_of_the_service_is_printed_as_it_is() {
        stack.responds(OPERATIONS, "GET /ops/dead-letters", 400, """
                {"title":"Bad request","detail":"Unknown filter: topic",
                 "errors":[{"pointer":"/topic","message":"is unknown"}]}""");

        CommandResult list = stack.run("dead-letters");

        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err())
                .contains(
                        "The operations service refused the request (400): Unknown filter: topic",
                        "/topic: is unknown");
    }
}
