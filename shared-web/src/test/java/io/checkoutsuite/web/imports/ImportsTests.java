package io.checkoutsuite.web.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.imports.BatchWriter.RejectedLine;
import io.checkoutsuite.web.imports.ImportReport.ImportLineError;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.JsonBodyReader;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

class ImportsTests {

    private static final String HEADER = "sku,name,price.amount,price.currency,onHand\n";

    private final JsonMapper json = new JsonMapper();
    private final Imports imports = new Imports(
            new JsonBodyReader(json, Validation.buildDefaultValidatorFactory().getValidator()), json);
    private final List<Article> written = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private List<RejectedLine> rejectedByWriter = List.of();
    private Set<String> required = Set.of("sku", "onHand");

    record Article(
            @NotBlank @ValidSku String sku,
            @Nullable String name,
            @Nullable Money price,
            @NotNull @Min(0) Long onHand,
            @Nullable List<String> tags) {}

    @Test
    void every_good_line_is_imported_and_every_bad_one_reported_with_its_number_and_place() {
        ImportReport report = ndjson("""
            {"sku":"a","onHand":1}
            not json

            {"sku":"","onHand":-2}
            {"sku":"b","onHand":"many"}
            {"sku":"c","onHand":3}
            """);

        assertThat(written).extracting(Article::sku).containsExactly("a", "c");
        assertThat(List.of(report.read(), report.imported(), report.rejected())).containsExactly(5L, 2L, 3L);
        assertThat(found(report))
                .contains("2  malformed", "4 /onHand too-small", "4 /sku missing", "5 /onHand malformed");
    }

    @Test
    void csv_has_a_header_quotes_and_fields_of_fields() {
        ImportReport report = csv("\uFEFF\"sku\",name, price.amount ,price.currency,onHand\r\n"
                + " \"a, big\" , \" the \"\"best\"\" one \",2.50,GBP,5\r\n"
                + "b,,,,6\r\n"
                + "c,,1,GBP,minus");

        assertThat(written)
                .containsExactly(
                        new Article("a, big", "the \"best\" one", Money.of("2.50", "GBP"), 5L, null),
                        new Article("b", null, null, 6L, null));
        assertThat(found(report)).containsExactly("4 /onHand malformed");
    }

    /** As saved from a table whose last cells are empty. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heart,Heart,,,5 | 2 /price/amount missing; 2 /price/currency missing",
                "heart,Heart,2.50,' ',5 | 2 /price/currency missing",
                "heart,Heart,'\"\"',GBP,5 | 2 /price/amount missing",
                ",Heart,2.50,GBP, | 2 /sku missing; 2 /onHand missing"
            })
    void an_empty_cell_of_a_required_column_removes_no_value(String line, String expected) {
        required = Set.of("sku", "price.amount", "price.currency", "onHand");

        ImportReport report = csv(HEADER + line.replace("'", "") + "\nmug,,8.50,GBP,3\n");

        assertThat(String.join("; ", found(report))).isEqualTo(expected);
        assertThat(written).extracting(Article::sku).containsExactly("mug");
    }

    @Test
    void in_json_a_value_may_be_left_out_on_purpose() {
        required = Set.of("sku", "price.amount", "price.currency", "onHand");

        ndjson("{\"sku\":\"heart\",\"onHand\":5}\n");

        assertThat(written).containsExactly(new Article("heart", null, null, 5L, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TV,Television,1,299.00,GBP,7",
                "TV,Television,\"1,299.00\",GBP",
                "TV,Television,GBP,7",
                "TV,Television",
                "TV,Television,1299.00,GBP,7,",
                "TV;Television;1299,00;GBP;7"
            })
    void a_line_whose_cells_have_slipped_changes_nothing(String line) {
        ImportReport report = csv(HEADER + line + "\nmug,Mug,8.50,GBP,3\n");

        assertThat(written).extracting(Article::sku).containsExactly("mug");
        assertThat(report.errors()).extracting(ImportLineError::line).containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TV,Television,1,299.00,GBP,7 | surplus-cell",
                "TV,Television,GBP | missing-cell",
                "'TV,\"Tele\nvision\",1,GBP,7' | malformed",
                "'TV,\"Tele\"vision,1,GBP,7' | malformed",
                "'TV,Tele\tvision,1,GBP,7' | unprintable",
                "'TV,Tele\u0000vision,1,GBP,7' | unprintable",
                "'TV,Tele\uFFFDvision,1,GBP,7' | unprintable",
                "'TV,Television,\"1,299.00\",GBP,7' | malformed",
                "TV,Television,12 99,GBP,7 | malformed",
                "TV,Television,12.999,GBP,7 | not-allowed",
                "TV,Television,12.99,,7 | not-allowed",
                "TV,Television,12.99,GBP,7.5 | malformed",
                "TV,Television,12.99,GBP,99999999999999999999 | malformed",
                "T;V,Television,12.99,GBP,7 | malformed"
            })
    void what_is_wrong_with_a_csv_line_has_a_code_of_its_own(String line, String code) {
        assertThat(csv(HEADER + line).errors())
                .extracting(ImportLineError::code)
                .contains(code);
        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | '' | malformed",
                "{\"sku\":\"a\",\"onHand\":1} { | '' | malformed",
                "{\"sku\":\"a\",\"onHand\":1,\"onHand\":2} | '' | malformed",
                "{\"sku\":\"a\",\"onhand\":1} | /onhand | unknown",
                "{\"sku\":\"a\",\"onHand\":1.5} | /onHand | malformed",
                "{\"sku\":\"a\\u0007\",\"onHand\":1} | /sku | unprintable",
                "{\"sku\":\"a\",\"onHand\":1,\"tags\":[\"x\",\"\\uFFFD\"]} | /tags/1 | unprintable",
                "{\"sku\":\"a\",\"onHand\":1,\"price\":{\"amount\":\"1,299.00\",\"currency\":\"GBP\"}} | /price |"
                        + " malformed"
            })
    void what_is_wrong_with_a_json_line_has_its_place_and_code(String line, String pointer, String code) {
        ImportReport report = ndjson(line);

        assertThat(found(report)).contains("1 " + pointer + " " + code);
        assertThat(written).isEmpty();
    }

    @Test
    void a_byte_order_mark_loses_neither_the_first_json_line_nor_a_quoted_header() {
        ndjson("\uFEFF{\"sku\":\"a\",\"onHand\":1}\n");
        csv("\uFEFF\"sku\",\"onHand\"\nb,2\n");

        assertThat(written).extracting(Article::sku).containsExactly("a", "b");
    }

    @Test
    void other_encodings_are_refused_line_by_line() {
        ImportReport latin =
                run(Imports.CSV, bytes("sku,name,onHand\na,Größe,1\nb,Size,2\n", StandardCharsets.ISO_8859_1));

        assertThat(found(latin)).containsExactly("2  undecodable");
        assertThat(written).extracting(Article::sku).containsExactly("b");
        assertThatThrownBy(() -> run(Imports.CSV, bytes("sku,onHand\nc,1\n", StandardCharsets.UTF_16)))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sku,onHand,onHand | not-allowed",
                "sku,onHand,colour | unknown",
                "sku,name | missing",
                "sku;onHand | missing",
                "'\"sku,onHand' | malformed"
            })
    void a_csv_header_names_every_needed_column_once_and_no_other(String header, String code) {
        assertThatThrownBy(() -> csv(header + "\na,1,1\n")).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.getBody().getType()).isEqualTo(Problems.INVALID.uri());
            assertThat(refused.errors()).extracting(FieldError::code).contains(code);
            assertThat(refused.errors()).extracting(FieldError::pointer).containsOnly("line:1");
        });
        assertThat(written).isEmpty();
    }

    @Test
    void an_endless_line_is_refused_and_the_next_one_read() {
        ImportReport report = ndjson("{\"sku\":\"" + "a".repeat(20_000) + "\"}\n{\"sku\":\"b\",\"onHand\":1}\n");

        assertThat(found(report)).containsExactly("1  too-large");
        assertThat(written).extracting(Article::sku).containsExactly("b");
    }

    @Test
    void a_long_import_is_written_in_batches_and_lists_a_hundred_errors_at_most() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            lines.append("{\"sku\":\"s").append(i).append("\",\"onHand\":1}\n");
        }
        lines.append("?\n".repeat(150));

        ImportReport report = ndjson(lines.toString());

        assertThat(batches).containsExactly(500, 500, 200);
        assertThat(report.rejected()).isEqualTo(150);
        assertThat(report.errors()).hasSize(100);
    }

    @Test
    void what_cannot_be_written_is_reported_with_its_line_too() {
        rejectedByWriter = List.of(new RejectedLine(1, new FieldError("/sku", "unknown", "There is no such SKU")));

        ImportReport report =
                ndjson("{\"sku\":\"a\",\"onHand\":1}\n{\"sku\":\"b\",\"onHand\":-1}\n{\"sku\":\"c\",\"onHand\":1}\n");

        assertThat(List.of(report.read(), report.imported(), report.rejected())).containsExactly(3L, 1L, 2L);
        assertThat(found(report)).containsExactly("1 /sku unknown", "2 /onHand too-small");
    }

    @Test
    void an_upload_that_breaks_off_says_how_far_it_came_and_applies_no_half_line() {
        StringBuilder lines = new StringBuilder("sku,onHand\n");
        for (int i = 0; i < 600; i++) {
            lines.append('s').append(i).append(",10\n");
        }
        InputStream broken =
                new SequenceInputStream(bytes(lines + "last,12", StandardCharsets.UTF_8), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("The connection was closed");
                    }
                });

        assertThatThrownBy(() -> run(Imports.CSV, broken)).isInstanceOfSatisfying(ProblemException.class, brokenOff -> {
            assertThat(brokenOff.getBody().getType()).isEqualTo(Problems.MALFORMED.uri());
            assertThat(brokenOff.getBody().getProperties().get("report"))
                    .isInstanceOfSatisfying(
                            ImportReport.class,
                            report -> assertThat(report.imported()).isEqualTo(500));
        });
        assertThat(written).hasSize(500);
    }

    private static List<String> found(ImportReport report) {
        return report.errors().stream()
                .map(error -> error.line() + " " + error.pointer() + " " + error.code())
                .toList();
    }

    private ImportReport csv(String text) {
        return run(Imports.CSV, bytes(text, StandardCharsets.UTF_8));
    }

    private ImportReport ndjson(String text) {
        return run(Imports.NDJSON, bytes(text, StandardCharsets.UTF_8));
    }

    private static InputStream bytes(String text, Charset charset) {
        return new ByteArrayInputStream(text.getBytes(charset));
    }

    private ImportReport run(String type, InputStream body) {
        return imports.run(
                body,
                MediaType.parseMediaType(type),
                new ImportFormat<>(
                        Set.of("sku", "name", "price.amount", "price.currency", "onHand"),
                        required,
                        ImportFormat.DEFAULT_MAX_LINE_BYTES,
                        line -> imports.valid(line, Article.class)),
                batch -> {
                    batches.add(batch.size());
                    Set<Long> refused =
                            rejectedByWriter.stream().map(RejectedLine::line).collect(Collectors.toSet());
                    batch.stream()
                            .filter(read -> !refused.contains(read.line()))
                            .forEach(read -> written.add(read.value()));
                    return rejectedByWriter;
                });
    }
}
