package io.checkoutsuite.inventory.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvParserTests {

    private final CsvParser parser = CsvParser.withHeader("\uFEFFonHand , sku,\"availability\"");

    @Test
    void cells_are_named_by_their_column_and_empty_ones_are_absent() {
        assertThat(parser.parse(" 5,A/B, NEVER "))
                .isEqualTo(new Fields.Named(Map.of("onHand", "5", "sku", "A/B", "availability", "NEVER")));
        assertThat(parser.parse("5,A B,")).isEqualTo(new Fields.Named(Map.of("onHand", "5", "sku", "A B")));
    }

    @Test
    void a_quoted_cell_may_have_commas_quotes_and_blanks_at_its_ends() {
        assertThat(parser.parse("5, \" a, \"\"b\"\" \" ,ALWAYS"))
                .isEqualTo(new Fields.Named(Map.of("onHand", "5", "sku", " a, \"b\" ", "availability", "ALWAYS")));
    }

    @Test
    void a_line_of_another_shape_is_unreadable() {
        assertThat(parser.parse("5,A")).isInstanceOf(Fields.Unreadable.class);
        assertThat(parser.parse("5,A,TRACKED,")).isInstanceOf(Fields.Unreadable.class);
        assertThat(parser.parse("5,\"A,TRACKED")).isInstanceOf(Fields.Unreadable.class);
        assertThat(parser.parse("5,\"A\"B,TRACKED")).isInstanceOf(Fields.Unreadable.class);
    }

    @Test
    void a_header_names_each_needed_column_once_and_no_other() {
        assertThatThrownBy(() -> CsvParser.withHeader("sku,stock,sku"))
                .isInstanceOfSatisfying(UnusableHeader.class, unusable -> assertThat(unusable.faults())
                        .extracting(Fault::code)
                        .containsExactly("missing", "unknown", "not-allowed"));
    }
}
