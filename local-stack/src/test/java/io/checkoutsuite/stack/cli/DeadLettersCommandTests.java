package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.OFFER;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersCommandTests {

    private static final String LETTER = """
            {"id":"errors-1-7","topic":"checkoutCompletion","type":"checkoutCompletion","eventId":"e1","requestId":"r1",
             "reason":"stock of MUG is unknown","redrives":1,"parkedAt":"2026-01-01T00:00:00Z"}""";
    private static final String REDRIVEN = "{\"redriven\":2,\"refused\":[],\"remaining\":0,\"stopped\":null}";

    private final StubStack stack = new StubStack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void those_of_all_services_are_listed_by_the_filter() {
        everyoneHas("{\"items\":[]}", CART, ORDER, OFFER, PAYMENT);
        everyoneHas("{\"items\":[" + LETTER + "],\"next\":\"errors-1-7\"}", INVENTORY);

        CommandResult list = stack.run("dead-letters", "--reason", "is unknown", "--type", "checkoutCompletion");

        assertThat(list.code()).isZero();
        assertThat(list.out())
                .contains("inventory  errors-1-7  checkoutCompletion  r1")
                .contains("stock of MUG is unknown")
                .contains("and more");
        assertThat(stack.requests("GET")).hasSize(5).allSatisfy(call -> assertThat(call.path())
                .contains("type=checkoutCompletion&reason=is%20unknown"));
    }

    @Test
    void filters_count_before_and_after_the_list_subcommand() {
        everyoneHas("{\"items\":[]}", INVENTORY);

        assertThat(stack.run("dead-letters", "--service", "inventory", "list", "--topic", "t")
                        .out())
                .contains("No dead letters match.");
        assertThat(stack.requests("GET")).singleElement().satisfies(call -> assertThat(call.path())
                .contains("topic=t"));
    }

    @Test
    void one_is_found_wherever_it_is_and_shown_whole() {
        stack.responds(OFFER, "GET /ops/dead-letters/errors-1-7", 200, """
                {"letter":%s,"state":"PARKED","headers":{"ce_id":"e1"},"body":"{\\"a\\":1}","stack":"at X"}""".formatted(LETTER));

        CommandResult show = stack.run("dead-letters", "show", "errors-1-7");

        assertThat(show.code()).isZero();
        assertThat(show.out()).contains("for the offer service", "ce_id: e1", "{\"a\":1}", "at X");
    }

    @Test
    void an_unknown_one_is_neither_shown_nor_sent() {
        assertThat(stack.run("dead-letters", "show", "x").code()).isEqualTo(2);
        assertThat(stack.run("dead-letters", "redrive", "x").code()).isEqualTo(2);
        assertThat(stack.requests("POST")).isEmpty();
    }

    @Test
    void named_ones_are_sent_by_the_services_that_have_them() {
        stack.responds(OFFER, "GET /ops/dead-letters/a", 200, "{}");
        stack.responds(PAYMENT, "GET /ops/dead-letters/b", 200, "{}");
        everyoneSends(REDRIVEN, OFFER, PAYMENT);

        CommandResult redrive = stack.run("dead-letters", "redrive", "a", "b", "--per-second", "5");

        assertThat(redrive.code()).isZero();
        assertThat(stack.requests("POST").stream().map(StubStack.ReceivedRequest::service))
                .containsExactly(OFFER, PAYMENT);
        assertThat(stack.requests("POST").getFirst().body().toString()).isEqualTo("{\"ids\":[\"a\"],\"perSecond\":5}");
    }

    @Test
    void the_limit_is_one_for_all_services_together() {
        everyoneSends(REDRIVEN, CART, ORDER, INVENTORY, OFFER, PAYMENT);

        stack.run("dead-letters", "redrive", "--all", "--limit", "3");

        assertThat(stack.requests("POST").stream().map(call -> call.body().toString()))
                .containsExactly("{\"all\":true,\"limit\":3}", "{\"all\":true,\"limit\":1}");
    }

    @Test
    void a_refused_or_stopped_redrive_is_no_success() {
        everyoneSends("""
                {"redriven":1,"refused":[{"id":"errors-1-7","reason":"came back 5 times"}],"remaining":8,"stopped":"broker unavailable"}""", ORDER);

        CommandResult redrive = stack.run("dead-letters", "redrive", "--service", "order", "--request", "r1");

        assertThat(redrive.code()).isEqualTo(1);
        assertThat(redrive.out()).contains("errors-1-7: came back 5 times", "stopped: broker unavailable");
        assertThat(stack.requests("POST"))
                .singleElement()
                .satisfies(call -> assertThat(call.body().toString()).isEqualTo("{\"requestId\":\"r1\"}"));
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
    void an_unknown_service_is_explained() {
        CommandResult list = stack.run("dead-letters", "--service", "stock");

        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err()).contains("'stock'", "INVENTORY");
    }

    @Test
    void a_problem_of_the_service_is_printed_as_it_is() {
        stack.responds(CART, "GET /ops/dead-letters", 400, """
                {"title":"Bad request","detail":"Unknown filter: topic",
                 "errors":[{"pointer":"/topic","message":"is unknown"}]}""");

        CommandResult list = stack.run("dead-letters");

        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err())
                .contains("The cart service refused the request (400): Unknown filter: topic", "/topic: is unknown");
    }

    private void everyoneHas(String page, Service... services) {
        List.of(services).forEach(service -> stack.responds(service, "GET /ops/dead-letters", 200, page));
    }

    private void everyoneSends(String response, Service... services) {
        List.of(services).forEach(service -> stack.responds(service, "POST /ops/dead-letters/redrives", 200, response));
    }
}
