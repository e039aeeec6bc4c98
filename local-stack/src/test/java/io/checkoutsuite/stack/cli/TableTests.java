package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;
import static io.checkoutsuite.stack.cli.Table.Column.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTests {

    @Test
    void columns_are_as_wide_as_their_longest_cell() {
        Table table = new Table(true, text("cart", 20), number("pieces", 8));
        table.row("A mug", 1);
        table.row("Two hundred plates", 200);

        assertThat(table.lines())
                .containsExactly(
                        "cart                pieces",
                        "──────────────────  ──────",
                        "A mug                    1",
                        "Two hundred plates     200");
    }

    @Test
    void what_is_too_long_ends_in_an_ellipsis() {
        Table table = new Table(true, text("cart", 8));
        table.row("A very long story");

        assertThat(table.lines()).contains("A very …");
    }

    @Test
    void ids_are_never_cut_and_elsewhere_than_on_a_terminal_nothing_is() {
        Table terminal = new Table(true, whole("id"), text("cart", 8));
        terminal.row("0192f3c1-7e0a-7c52-9d1e-6a9b7b0d5c11-1", "A very long story");
        Table file = new Table(false, text("cart", 8), number("n", 2));
        file.row("A very long story", 1_000);

        assertThat(terminal.lines()).contains("0192f3c1-7e0a-7c52-9d1e-6a9b7b0d5c11-1  A very …");
        assertThat(file.lines())
                .containsExactly("cart                  n", "─────────────────  ────", "A very long story  1000");
        assertThat(file.line("A very long story", 1_000)).isEqualTo("A very long story  1000");
    }

    @Test
    void style_does_not_disturb_the_alignment() {
        Table table = new Table(true, text("a", 5), text("b", 5));
        table.row(new Table.Cell("x", cell -> "<" + cell + ">"), "y");
        table.row("long", "z");

        assertThat(table.lines()).contains("<x   >  y", "long  z");
    }

    @Test
    void a_row_has_a_cell_for_each_column() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table(true, text("a", 5)).row("x", "y"));
    }

    @Test
    void printed_row_by_row_its_columns_are_as_wide_as_they_may_be() {
        Table table = new Table(true, text("what", 6), number("n", 3));

        assertThat(table.head()).containsExactly("what      n", "──────  ───");
        assertThat(table.line("stopped", 7)).isEqualTo("stopp…    7");
    }
}
