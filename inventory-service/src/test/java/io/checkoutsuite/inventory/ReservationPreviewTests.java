package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class ReservationPreviewTests extends RunningInventory {

    private ApiResponse preview(String lines) {
        return call(HttpMethod.POST, "/reservations/previews", "service", "{\"lines\":[%s]}".formatted(lines));
    }

    private static String line(String sku, long quantity) {
        return "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity);
    }

    @Test
    void what_a_reservation_would_be_short_of_is_named_and_nothing_is_reserved() {
        String sku = skuWith(5);
        reserve(newRequest(), 300, sku, 2).is(200);

        assertThat(preview(line(sku, 3)).is(200).json().path("shortages")).isEmpty();
        ApiResponse twice = preview(line(sku, 2) + "," + line(" " + sku, 2)).is(200);

        assertThat(twice.json().path("shortages")).hasSize(1);
        assertThat(twice.json().at("/shortages/0/sku").asString()).isEqualTo(sku);
        assertThat(twice.json().at("/shortages/0/requested").asLong()).isEqualTo(4);
        assertThat(twice.json().at("/shortages/0/available").asLong()).isEqualTo(3);
        assertThat(stock(sku)).isEqualTo(new StockFigures(5, 2, 0, 3));
    }

    @Test
    void what_is_always_there_is_never_short_and_what_is_never_sold_always_is() {
        String id = UUID.randomUUID().toString();
        importStock(
                        MediaType.parseMediaType("text/csv"),
                        "sku,onHand,availability\nalways-%1$s,0,ALWAYS\nnever-%1$s,9,NEVER\n".formatted(id))
                .is(200);

        ApiResponse response = preview(String.join(
                        ",",
                        line("always-" + id, 1_000_000),
                        line("always-" + id, 1_000_000),
                        line("never-" + id, 1),
                        line("unknown-" + id, 1)))
                .is(200);

        assertThat(response.json()
                        .path("shortages")
                        .valueStream()
                        .map(shortage -> shortage.path("sku").asString()))
                .containsExactly("never-" + id, "unknown-" + id);
    }

    @Test
    void only_services_may_preview_and_the_lines_are_validated() {
        call(HttpMethod.POST, "/reservations/previews", "customer", "{\"lines\":[]}")
                .isProblem(403, "forbidden");
        preview("").isProblem(422, "invalid-request");
        preview(line("a", 0)).isProblem(422, "invalid-request");
    }
}
