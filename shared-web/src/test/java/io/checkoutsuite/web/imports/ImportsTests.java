package io.checkoutsuite.web.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.imports.ImportReport.LineError;
import io.checkoutsuite.web.problem.JsonBodies;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

class ImportsTests {

    private final JsonMapper json = new JsonMapper();
    private final Imports imports = new Imports(
            new JsonBodies(json, Validation.buildDefaultValidatorFactory().getValidator()), json);
    private final List<Article> written = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();

    record Article(@NotBlank String sku, @Min(0) long onHand, Money price) {}

    @Test
    void every_good_line_is_imported_and_every_bad_one_reported_with_its_number() throws IOException {
        ImportReport report = run(Imports.NDJSON, """
                {"sku":"a","onHand":1}
                not json

                {"sku":"","onHand":-2}
                {"sku":"b","onHand":"many"}
                {"sku":"c","onHand":3}
                """);

        assertThat(written).extracting(Article::sku).containsExactly("a", "c");
        assertThat(report.read()).isEqualTo(5);
        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(report.errors())
                .extracting(LineError::line, LineError::pointer, LineError::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, "", "malformed"),
                        org.assertj.core.groups.Tuple.tuple(4L, "/onHand", "too-small"),
                        org.assertj.core.groups.Tuple.tuple(4L, "/sku", "missing"),
                        org.assertj.core.groups.Tuple.tuple(5L, "", "malformed"));
    }

    @Test
    void csv_has_a_header_quotes_and_fields_of_fields() throws IOException {
        ImportReport report = run(Imports.CSV, """
                \uFEFFsku,onHand,price.amount,price.currency
                "a, big",5,2.50,GBP
                b,6,,
                c,minus,1,GBP
                """);

        assertThat(written)
                .containsExactly(new Article("a, big", 5, Money.of("2.50", "GBP")), new Article("b", 6, null));
        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.errors()).extracting(LineError::line).containsExactly(4L);
    }

    @Test
    void a_long_import_is_written_in_batches_and_lists_a_hundred_errors_at_most() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            lines.append("{\"sku\":\"s").append(i).append("\",\"onHand\":1}\n");
        }
        lines.append("?\n".repeat(150));

        ImportReport report = run(Imports.NDJSON, lines.toString());

        assertThat(batches).containsExactly(500, 500, 200);
        assertThat(report.rejected()).isEqualTo(150);
        assertThat(report.errors()).hasSize(100);
    }

    private ImportReport run(String type, String text) throws IOException {
        return imports.run(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                MediaType.parseMediaType(type),
                Article.class,
                article -> article,
                batch -> {
                    batches.add(batch.size());
                    written.addAll(batch);
                });
    }
}
