package io.checkoutsuite.inventory.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.inventory.stock.Availability;
import io.checkoutsuite.inventory.stock.StockCount;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class StockLineTests {

    private static final NdjsonParser JSON = new NdjsonParser();

    @Test
    void what_is_left_out_has_its_usual_value() {
        assertThat(StockLine.of(JSON.parse("{\"sku\":\"A\",\"onHand\":5,\"safetyStock\":null,\"colour\":{}}")))
                .isEqualTo(new StockLine.Counted(new StockCount("A", "default", 5, 0, Availability.TRACKED)));
    }

    @Test
    void everything_can_be_said() {
        assertThat(StockLine.of(JSON.parse("""
                                        {"sku":"A","onHand":"5","safetyStock":2,"availability":"never","location":"leeds-2"}""")))
                .isEqualTo(new StockLine.Counted(new StockCount("A", "leeds-2", 5, 2, Availability.NEVER)));
    }

    @Test
    void all_faults_of_a_line_are_named() {
        faults("{\"sku\":\" \",\"onHand\":-1,\"safetyStock\":\"x\",\"availability\":\"\",\"location\":\"a/b\"}")
                .containsExactly("missing", "too-small", "malformed", "not-allowed", "malformed");
        faults("{\"sku\":\"%s\",\"onHand\":1000000000001}".formatted("s".repeat(129)))
                .containsExactly("too-large", "too-large");
        faults("{\"sku\":\"a\\tb\",\"onHand\":true}").containsExactly("malformed", "malformed");
        faults("{\"sku\":\"a\\uFFFD\",\"onHand\":99999999999999999999}").containsExactly("malformed", "malformed");
        faults("{\"sku\":[\"a\"],\"onHand\":1}").containsExactly("malformed");
        faults("{\"sku\":\"a\",\"onHand\":1} {").containsExactly("malformed");
    }

    private static ListAssert<String> faults(String line) {
        assertThat(StockLine.of(JSON.parse(line))).isInstanceOf(StockLine.Refused.class);
        return assertThat(((StockLine.Refused) StockLine.of(JSON.parse(line)))
                .faults().stream().map(Fault::code).toList());
    }
}
