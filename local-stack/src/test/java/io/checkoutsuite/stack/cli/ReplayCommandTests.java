package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.Service.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayCommandTests {

    private static final String RUNNING = """
            {"id":"p1","state":"RUNNING","stage":"CANARY_10","matched":12,"published":3,"results":{}}""";
    private static final String COMPLETED = """
            {"id":"p1","state":"COMPLETED","stage":"REST","matched":12,"published":12,
             "results":{"order":{"nothing":11,"change":1,"conflict":0}}}""";
    private static final String STOPPED = """
            {"id":"p1","state":"STOPPED","stage":"CANARY_1","matched":12,"published":1,
             "stoppedBecause":"a conflict in inventory","results":{"inventory":{"nothing":0,"change":0,"conflict":1}}}""";

    private final StubStack stack = new StubStack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void without_run_it_only_previews_what_would_change() {
        stack.responds(OPERATIONS, "POST /ops/replays", 200, """
                {"dryRun":true,"matched":2,"services":{"order":{"nothing":1,"change":1,"conflict":0},
                 "offer":{"nothing":2,"change":0,"conflict":0}},
                 "changes":[{"eventId":"checkoutCompletion:r1","service":"order","kind":"CHANGE","description":"order 7 is placed"}]}""");

        CommandResult replay = stack.run("replay", "--cart", "c1", "--from", "2026-01-01", "--target", "ORDER");

        assertThat(replay.code()).isZero();
        assertThat(replay.out())
                .contains("order                1       1         0")
                .contains("checkoutCompletion:r1  order    CHANGE  order 7 is placed")
                .contains("2 events match; nothing was sent");
        assertThat(stack.requests("POST").getFirst().body().toString()).isEqualTo("""
                        {"dryRun":true,"filter":{"cartId":"c1","from":"2026-01-01T00:00:00Z"},"target":"order"}""");
    }

    @Test
    void attempts_that_make_no_event_are_named_before_a_run_stops_at_them() {
        stack.responds(OPERATIONS, "POST /ops/replays", 200, """
                {"dryRun":true,"matched":2,"withoutEvent":1,"services":{"order":{"nothing":1,"change":0,"conflict":0}},"changes":[],
                 "attemptsWithoutEvent":[{"requestId":"c1-1","reason":"c1-1 was decided without a failure"}]}""");

        CommandResult replay = stack.run("replay", "--cart", "c1");

        assertThat(replay.out())
                .contains("1 attempt has no event and would stop the replay:")
                .contains("c1-1   c1-1 was decided without a failure");
    }

    @Test
    void a_run_is_followed_to_its_end() {
        stack.responds(OPERATIONS, "POST /ops/replays", 202, RUNNING);
        stack.responds(OPERATIONS, "GET /ops/replays/p1", 200, RUNNING);
        stack.responds(OPERATIONS, "GET /ops/replays/p1", 200, RUNNING);
        stack.responds(OPERATIONS, "GET /ops/replays/p1", 200, COMPLETED);

        CommandResult replay = stack.run(
                "replay",
                "--failure-type",
                "SERVICE_UNAVAILABLE",
                "--run",
                "--per-second",
                "5",
                "--limit",
                "12",
                "--reason",
                "order service was restored");

        assertThat(replay.code()).isZero();
        assertThat(replay.out())
                .contains("replay p1: the first ten, 3 of 12 sent")
                .contains("replay p1   COMPLETED   12 of 12 sent");
        assertThat(stack.requests("POST").getFirst().body().toString())
                .contains("\"dryRun\":false", "\"limit\":12", "\"perSecond\":5", "order service was restored");
    }

    @Test
    void a_stopped_run_says_why_and_how_to_go_on() {
        stack.responds(OPERATIONS, "POST /ops/replays", 202, RUNNING);
        stack.responds(OPERATIONS, "GET /ops/replays/p1", 200, STOPPED);

        CommandResult replay = stack.run("replay", "--order", "7", "--run");

        assertThat(replay.code()).isEqualTo(1);
        assertThat(replay.out())
                .contains("a conflict in inventory", "./suite replay resume p1", "./suite replay cancel p1");
    }

    @Test
    void it_can_be_looked_at_resumed_and_cancelled_later() {
        stack.responds(OPERATIONS, "GET /ops/replays/p1", 200, STOPPED);
        stack.responds(OPERATIONS, "GET /ops/replays/p1", 200, COMPLETED);
        stack.responds(OPERATIONS, "POST /ops/replays/p1/resume", 202, RUNNING);
        stack.responds(OPERATIONS, "POST /ops/replays/p1/cancel", 200, COMPLETED.replace("COMPLETED", "CANCELLED"));
        stack.responds(OPERATIONS, "GET /ops/replays", 200, "{\"items\":[" + STOPPED + "]}");

        assertThat(stack.run("replay", "status", "p1").code()).isEqualTo(1);
        assertThat(stack.run("replay", "resume", "p1").code()).isZero();
        assertThat(stack.run("replay", "cancel", "p1").out()).contains("is CANCELLED, 12 of 12 were sent");
        assertThat(stack.run("replay", "list").out()).contains("p1", "a conflict in inventory");
    }

    @Test
    void everything_again_is_never_meant() {
        CommandResult replay = stack.run("replay", "--run");

        assertThat(replay.code()).isEqualTo(2);
        assertThat(replay.err()).contains("Select events with --cart");
        assertThat(stack.requests("POST")).isEmpty();
    }

    @Test
    void bad_values_are_explained_before_anybody_is_asked() {
        assertThat(stack.run("replay", "--from", "yesterday").err()).contains("'yesterday' is not a valid time");
        for (String target : List.of("cart", "operations")) {
            assertThat(stack.run("replay", "--cart", "c", "--target", target).err())
                    .contains(
                            "'" + target + "' is not a service that applies events",
                            "order, inventory, offer or payment");
        }
        assertThat(stack.run("replay", "--cart", "c", "--limit", "many").code()).isEqualTo(2);
        assertThat(stack.requests("POST")).isEmpty();
    }
}
