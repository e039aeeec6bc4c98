package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "suite.overload.requests=2",
            "suite.overload.service-requests=1",
            "suite.overload.waiting=2",
            "suite.overload.longest-wait=10ms",
            "suite.overload.caller-rate=5",
            "suite.overload.address-rate=10000"
        })
class OverloadTests extends RunningEdge {

    @Autowired
    private MeterRegistry meters;

    private final List<CompletableFuture<ApiResponse>> begun = new ArrayList<>();

    @BeforeEach
    void nobodyIsServed() {
        EdgeApplication.STARTED.set(0);
        EdgeApplication.MAY_END.drainPermits();
    }

    @AfterEach
    void everyPermitIsFreeAgain() {
        EdgeApplication.MAY_END.release(begun.size());
        begun.forEach(CompletableFuture::join);
        await().untilAsserted(() -> {
            assertThat(free("callers")).isEqualTo(2);
            assertThat(free("services")).isEqualTo(1);
            assertThat(free("waiting")).isEqualTo(2);
        });
    }

    @Test
    void what_is_more_than_can_be_answered_is_refused_and_comes_in_when_there_is_room() {
        begin(to("/open/slow"), 2);
        double refusedBefore = refused("callers");

        ApiResponse refused = send(to("/open/hello")).isProblem(503, "overloaded");

        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused("callers")).isEqualTo(refusedBefore + 1);
        EdgeApplication.MAY_END.release();
        await().untilAsserted(() -> send(to("/open/hello")).is(200));
    }

    @Test
    void health_and_calls_of_services_have_a_share_of_their_own() {
        begin(to("/open/slow"), 2);

        send(to("/actuator/health/liveness")).is(200);
        begin(by("service", "/internal/slow"), 1);
        send(by("service", "/internal/slow")).isProblem(503, "overloaded");
    }

    @Test
    void a_request_that_only_waits_leaves_its_permit_to_others() {
        begin(to("/open/waiting"), 2);

        send(to("/open/hello")).is(200);
        begin(to("/open/waiting"), 2);
        send(to("/open/hello")).isProblem(503, "overloaded");
    }

    @Test
    void a_caller_over_its_rate_is_refused_for_a_while_and_others_are_not() {
        int enough = 0;
        while (send(by("customer", "/open/hello")).status() == 200) {
            enough++;
            assertThat(enough).as("calls within a second or so").isLessThan(1_000);
        }

        assertThat(enough).isGreaterThanOrEqualTo(5);
        send(to("/open/hello")).is(200);
        await().untilAsserted(() -> send(by("customer", "/open/hello")).is(200));
    }

    @Test
    void the_refusal_of_a_caller_is_a_problem_document() {
        await().untilAsserted(() -> {
            ApiResponse refused = send(to("/open/hello")
                    .header("Authorization", "Bearer " + tokens.issue("eager", "customer", "default")));

            assertThat(refused.isProblem(429, "too-many-requests").header("Retry-After"))
                    .isEqualTo("1");
        });
        assertThat(refused("rate")).isPositive();
    }

    @Test
    void the_permit_of_a_sender_who_has_gone_is_free_again() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream()
                        .write("GET /open/slow HTTP/1.1\r\nHost: edge\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                int served = i + 1;
                await().until(() -> EdgeApplication.STARTED.get() == served);
            }
        }
        assertThat(free("callers")).isZero();

        EdgeApplication.MAY_END.release(2);

        await().untilAsserted(() -> assertThat(free("callers")).isEqualTo(2));
        send(to("/open/hello")).is(200);
    }

    @Test
    void the_permit_of_a_request_that_fails_is_free_again() {
        for (int i = 0; i < 5; i++) {
            send(to("/open/broken-database")).isProblem(503, "temporarily-unavailable");
            postJson("/open/things", "{").isProblem(400, "malformed-request");
        }
    }

    @Test
    void a_database_that_steps_down_is_unavailable_for_the_moment() {
        assertThat(send(to("/open/broken-database"))
                        .isProblem(503, "temporarily-unavailable")
                        .header("Retry-After"))
                .isEqualTo("2");
    }

    private void begin(HttpRequest.Builder request, int times) {
        int before = EdgeApplication.STARTED.get();
        for (int i = 0; i < times; i++) {
            begun.add(CompletableFuture.supplyAsync(() -> send(request.copy()), Thread::startVirtualThread));
        }
        await().until(() -> EdgeApplication.STARTED.get() == before + times);
    }

    private double free(String share) {
        return meters.get("suite.overload.free").tag("share", share).gauge().value();
    }

    private double refused(String reason) {
        return meters.counter("suite.overload.refused", "reason", reason).count();
    }
}
