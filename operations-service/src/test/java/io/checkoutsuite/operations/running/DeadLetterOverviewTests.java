package io.checkoutsuite.operations.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dead letters of all participants, as operators see and redrive them. */
class DeadLetterOverviewTests extends RunningOperations {

    @BeforeEach
    void lettersAreParked() {
        PARTICIPANTS.keepsDeadLetters("order", "order-1", "order-2");
        PARTICIPANTS.keepsDeadLetters("payment", "payment-1", "payment-2", "payment-3");
    }

    @AfterEach
    void noLettersAreParked() {
        PARTICIPANTS.works("GET /order/ops/dead-letters");
        PARTICIPANTS.works("POST /order/ops/dead-letters/redrives");
        PARTICIPANTS.keepsDeadLetters("order");
        PARTICIPANTS.keepsDeadLetters("payment");
    }

    private static List<String> ids(ApiResponse page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(letter -> letter.path("service").asString() + " "
                        + letter.path("id").asString())
                .toList();
    }

    @Test
    void they_are_listed_service_by_service_and_page_by_page() {
        ApiResponse first = get("/ops/dead-letters?limit=3").is(200);
        ApiResponse second =
                get("/ops/dead-letters?limit=3&after=" + first.text("/next")).is(200);

        assertThat(ids(first)).containsExactly("order order-1", "order order-2", "payment payment-1");
        assertThat(ids(second)).containsExactly("payment payment-2", "payment payment-3");
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(ids(get("/ops/dead-letters?service=payment").is(200))).hasSize(3);
        assertThat(ids(get("/ops/dead-letters?service=payment,order").is(200))).hasSize(5);
        assertThat(ids(get("/ops/dead-letters?service=offer&service=order").is(200)))
                .hasSize(2);
        ApiResponse exact = get("/ops/dead-letters?limit=2").is(200);
        assertThat(ids(get("/ops/dead-letters?limit=2&after=" + exact.text("/next"))
                        .is(200)))
                .containsExactly("payment payment-1", "payment payment-2");
    }

    @Test
    void a_service_that_does_not_answer_is_named_and_hides_no_other() {
        PARTICIPANTS.fails("GET /order/ops/dead-letters");

        ApiResponse page = get("/ops/dead-letters").is(200);

        assertThat(page.texts("/unavailable")).containsExactly("order");
        assertThat(ids(page)).hasSize(3);
        assertThat(get("/ops/dead-letters/payment-1").is(200).text("/service")).isEqualTo("payment");
        assertThat(get("/ops/dead-letters/nobodys").is(503).text("/service")).isEqualTo("order");
    }

    @Test
    void one_is_found_and_redriven_where_it_is_kept() {
        assertThat(get("/ops/dead-letters/payment-2").is(200).text("/letter/id"))
                .isEqualTo("payment-2");
        assertThat(post("/ops/dead-letters/payment-2/redrives", "{}").is(200).text("/service"))
                .isEqualTo("payment");
        assertThat(PARTICIPANTS.calls("POST /payment/ops/dead-letters/payment-2/redrives"))
                .isNotEmpty();
        get("/ops/dead-letters/nobodys").is(404);
        post("/ops/dead-letters/nobodys/redrives", "{}").is(404);
    }

    @Test
    void one_limit_is_for_all_services_together() {
        ApiResponse report =
                post("/ops/dead-letters/redrives", "{\"all\":true,\"limit\":4}").is(200);

        assertThat(report.json().path("redriven").asInt()).isEqualTo(4);
        assertThat(report.json().path("services").valueStream())
                .extracting(service -> service.path("service").asString() + " "
                        + service.path("redriven").asInt())
                .containsExactly("order 2", "inventory 0", "offer 0", "payment 2");
        assertThat(PARTICIPANTS
                        .sent("POST /payment/ops/dead-letters/redrives")
                        .getLast()
                        .path("limit")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void only_the_services_of_the_request_redrive() {
        ApiResponse report = post("/ops/dead-letters/redrives", "{\"all\":true,\"services\":[\"payment\",\"offer\"]}")
                .is(200);

        assertThat(report.json().path("services").valueStream())
                .extracting(service -> service.path("service").asString() + " "
                        + service.path("redriven").asInt())
                .containsExactly("offer 0", "payment 3");
    }

    @Test
    void ids_are_redriven_where_they_are_kept_and_unknown_ones_are_named() {
        ApiResponse report = post("/ops/dead-letters/redrives", "{\"ids\":[\"payment-1\",\"nobodys\",\"order-2\"]}")
                .is(200);

        assertThat(report.texts("/unknown")).containsExactly("nobodys");
        assertThat(PARTICIPANTS
                        .sent("POST /order/ops/dead-letters/redrives")
                        .getLast()
                        .path("ids")
                        .valueStream())
                .extracting(id -> id.asString())
                .containsExactly("order-2");
    }

    @Test
    void a_service_that_does_not_answer_a_redrive_is_named() {
        PARTICIPANTS.fails("POST /order/ops/dead-letters/redrives");

        ApiResponse report =
                post("/ops/dead-letters/redrives", "{\"topic\":\"t\"}").is(200);

        assertThat(report.texts("/unavailable")).containsExactly("order");
        assertThat(report.json().path("redriven").asInt()).isEqualTo(3);
    }

    @Test
    void what_is_not_allowed_is_named() {
        assertThat(post("/ops/dead-letters/redrives", "{}").is(422).text("/errors/0/code"))
                .isEqualTo("missing");
        assertThat(post("/ops/dead-letters/redrives", "{\"all\":true,\"topic\":\"t\"}")
                        .is(422)
                        .text("/errors/0/code"))
                .isEqualTo("not-allowed");
        assertThat(post("/ops/dead-letters/redrives", "{\"all\":true,\"services\":[\"order\",\"cart\"]}")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/services/1");
        post("/ops/dead-letters/redrives", "{\"all\":true,\"services\":[]}").is(422);
        assertThat(post("/ops/dead-letters/redrives", "{\"tpic\":\"t\"}")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/tpic");
        get("/ops/dead-letters?service=cart").is(400);
        get("/ops/dead-letters?service=").is(400);
        get("/ops/dead-letters?colour=red").is(400);
        get("/ops/dead-letters?after=x").is(400);
        get("/ops/dead-letters?limit=0").is(400);
        send(as("customer", "/ops/dead-letters").GET()).is(403);
    }
}
