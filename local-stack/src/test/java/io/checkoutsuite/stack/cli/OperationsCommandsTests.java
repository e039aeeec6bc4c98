package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.Service.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Addresses;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsCommandsTests {

    private static final String MISSING = """
            {"type":"ORDER_MISSING","service":"order","cartId":"c1","requestId":"r1","orderNumber":"100007","ageSeconds":240,
             "detail":"28.54 GBP","repair":"publish checkoutCompletion again","repaired":%s}""";
    private static final String BY_HAND = """
            {"type":"COMPENSATION_NEEDS_ATTENTION","service":"payment","cartId":"c2","ageSeconds":7200,"detail":"the gateway refuses",
             "repair":null,"repaired":false}""";

    private final StubStack stack = new StubStack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void a_timeline_tells_who_did_what_and_who_is_missing() {
        stack.responds(OPERATIONS, "GET /ops/timelines/100007", 200, """
                {"cartId":"c1","attempts":[
                 {"requestId":"r1","outcome":"ROLLED_BACK","entries":[],"notAppliedBy":[],"unavailable":[]},
                 {"requestId":"r2","orderNumber":"100007","outcome":"COMPLETED","notAppliedBy":["offer"],"unavailable":["payment"],"entries":[
                  {"at":"2026-05-01T10:00:00.123456Z","service":"order","what":"applied","detail":"order placed"}]}]}""");

        CommandResult timeline = stack.run("timeline", "100007");

        assertThat(timeline.code()).isEqualTo(1);
        assertThat(timeline.out())
                .contains("checkout r1   ROLLED_BACK", "checkout r2   COMPLETED   order 100007")
                .contains("2026-05-01 10:00:00.123  order    applied  order placed")
                .contains(
                        "not applied by offer", "payment did not answer; whether it has applied the outcome is unknown")
                .doesNotContain("not applied by payment");
    }

    @Test
    void a_service_that_did_not_answer_is_not_said_to_have_applied_nothing_and_is_no_success() {
        stack.responds(OPERATIONS, "GET /ops/timelines/100007", 200, """
                {"cartId":"c1","attempts":[{"requestId":"r2","orderNumber":"100007","outcome":"COMPLETED","entries":[],
                 "notAppliedBy":[],"unavailable":["offer"]}]}""");

        CommandResult timeline = stack.run("timeline", "100007");

        assertThat(timeline.code()).isEqualTo(1);
        assertThat(timeline.out()).contains("offer did not answer").doesNotContain("not applied by");
    }

    @Test
    void a_cart_that_cannot_be_read_is_not_called_one_that_was_never_submitted() {
        stack.responds(OPERATIONS, "GET /ops/timelines/c1", 200, """
                {"cartId":"c1","unreadable":"its attempts are no list","attempts":[]}""");

        CommandResult timeline = stack.run("timeline", "c1");

        assertThat(timeline.code()).isEqualTo(1);
        assertThat(timeline.out())
                .contains("cannot be read: its attempts are no list")
                .doesNotContain("never submitted");
    }

    @Test
    void ids_are_printed_whole() {
        String id = "0192f3c1-7e0a-7c52-9d1e-6a9b7b0d5c11";
        String detail = "checkoutCompletion:%s-1, again for replay %s".formatted(id, id);
        stack.responds(OPERATIONS, "GET /ops/timelines/" + id, 200, """
                {"cartId":"%s","attempts":[{"requestId":"%s-1","orderNumber":"7","outcome":"COMPLETED",
                 "notAppliedBy":[],"unavailable":[],
                 "entries":[{"at":"2026-05-01T10:00:00Z","service":"order","what":"applied","detail":"%s"}]}]}""".formatted(id, id, detail));
        stack.responds(OPERATIONS, "POST /ops/reconciliations", 200, found(BY_HAND.replace("c2", id)));

        assertThat(stack.run("timeline", id).out()).contains(detail);
        assertThat(stack.run("reconcile").out()).contains(id);
    }

    @Test
    void a_stack_without_its_database_is_not_called_a_stack_that_does_not_run() {
        stack.withDatabaseDown()
                .responds(OPERATIONS, "GET /ops/timelines/100007", 503, "{\"title\":\"Try again later\"}");

        CommandResult timeline = stack.run("timeline", "100007");

        assertThat(timeline.code()).isEqualTo(2);
        assertThat(timeline.err())
                .contains("runs, but is not healthy: cart service DOWN (mongo).", "Try again later")
                .doesNotContain("No stack is running");
    }

    @Test
    void the_status_names_the_server_that_is_unavailable() {
        CommandResult status = stack.withDatabaseDown().run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out()).contains("DOWN (mongo)").doesNotContain("did not answer");
    }

    @Test
    void an_unresponsive_listener_is_not_reported_as_not_running() throws Exception {
        try (ServerSocket unresponsive = new ServerSocket(0)) {
            CommandResult timeline =
                    CommandResult.run("timeline", "1", "--http-port", String.valueOf(unresponsive.getLocalPort()));

            assertThat(timeline.code()).isEqualTo(2);
            assertThat(timeline.err()).contains("A process listens at").doesNotContain("No stack is running");
        }
    }

    @Test
    void an_unknown_id_has_no_timeline() {
        CommandResult timeline = stack.run("timeline", "nobody");

        assertThat(timeline.code()).isEqualTo(2);
        assertThat(timeline.err()).contains("No cart, checkout or order has the id nobody.");
    }

    @Test
    void findings_are_shown_with_what_a_repair_would_do() {
        stack.responds(OPERATIONS, "POST /ops/reconciliations", 200, found(MISSING.formatted(false), BY_HAND));

        CommandResult reconcile = stack.run(
                "reconcile", "--types", "order_missing,COMPENSATION_NEEDS_ATTENTION", "--to", "2026-01-01T00:00:00Z");

        assertThat(reconcile.code()).isEqualTo(1);
        assertThat(reconcile.out())
                .contains("ORDER_MISSING", "100007", "4 min", "publish checkoutCompletion again")
                .contains("c2", "2 h", "by hand")
                .contains("2 findings, 2 open", "--repair performs");
        assertThat(stack.requests("POST").getFirst().body().toString()).isEqualTo("""
                        {"repair":false,"to":"2026-01-01T00:00:00Z","types":["ORDER_MISSING","COMPENSATION_NEEDS_ATTENTION"]}""");
    }

    @Test
    void it_ends_well_when_all_is_repaired_and_not_before() {
        stack.responds(OPERATIONS, "POST /ops/reconciliations", 200, found(MISSING.formatted(true)));
        stack.responds(OPERATIONS, "POST /ops/reconciliations", 200, found(MISSING.formatted(true), BY_HAND));
        stack.responds(OPERATIONS, "POST /ops/reconciliations", 200, found());

        CommandResult repaired = stack.run("reconcile", "--repair");
        assertThat(repaired.code()).isZero();
        assertThat(repaired.out()).contains("done: publish", "1 findings, all repaired");
        assertThat(stack.run("reconcile", "--repair").code()).isEqualTo(1);
        assertThat(stack.run("reconcile").out()).contains("9 checkouts and holdings compared: no discrepancies");
    }

    @Test
    void what_is_found_and_not_listed_is_open() {
        stack.responds(OPERATIONS, "POST /ops/reconciliations", 200, foundInAll(3, MISSING.formatted(true)));

        CommandResult reconcile = stack.run("reconcile", "--repair");

        assertThat(reconcile.code()).isEqualTo(1);
        assertThat(reconcile.out()).contains("3 findings, 2 open, 2 of them not listed");
    }

    @Test
    void where_no_stack_runs_the_commands_say_how_to_start_one() {
        String nobody = String.valueOf(Addresses.free().firstPort());
        for (List<String> command : List.of(
                List.of("timeline", "1"),
                List.of("reconcile"),
                List.of("dead-letters"),
                List.of("replay", "--cart", "c"))) {
            List<String> all = new java.util.ArrayList<>(command);
            all.addAll(List.of("--http-port", nobody));

            CommandResult result = CommandResult.run(all.toArray(String[]::new));

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("No stack is running at http://127.0.0.1:" + nobody, "./suite up");
        }
    }

    @Test
    void help_knows_every_command() {
        assertThat(CommandResult.run("help").out())
                .contains(
                        "demo",
                        "crash",
                        "up",
                        "run",
                        "status",
                        "timeline",
                        "dead-letters",
                        "replay",
                        "reconcile",
                        "reset");
        assertThat(CommandResult.run("replay", "--help").out()).contains("--failure-type", "resume");
    }

    private static String found(String... findings) {
        return foundInAll(findings.length, findings);
    }

    private static String foundInAll(int all, String... listed) {
        return "{\"id\":\"x\",\"checked\":9,\"found\":%d,\"findings\":[%s]}".formatted(all, String.join(",", listed));
    }
}
