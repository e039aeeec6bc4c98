package io.checkoutsuite.stack.carts;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFileTests {

    @TempDir
    Path dir;

    private CatalogFile catalog;

    @BeforeEach
    void read() throws IOException {
        catalog = CatalogFile.read(Files.writeString(dir.resolve("shop-catalog.ndjson"), """
                {"sku":"10002","kind":"product","description":"GLOBE ","unitPrice":"0.85","saleUnits":860}
                {"sku":"10003","kind":"product","description":null,"unitPrice":"0.001","saleUnits":0}
                {"sku":"B","kind":"bad-debt","description":null,"unitPrice":null,"saleUnits":0}
                {"sku":"POST","kind":"postage","description":"POSTAGE","unitPrice":"18.00","saleUnits":2430}
                """));
    }

    @Test
    void what_has_no_price_cannot_be_sold() {
        assertThat(catalog.forCatalog())
                .extracting(product -> product.get("sku"))
                .doesNotContain("B");
    }

    @Test
    void names_are_trimmed_and_prices_have_the_currencys_decimals() {
        assertThat(catalog.forCatalog())
                .startsWith(
                        Map.of("sku", "10002", "name", "GLOBE", "unitPrice", Money.of("0.85", "GBP")),
                        Map.of("sku", "10003", "name", "10003", "unitPrice", Money.of("0.00", "GBP")));
    }

    @Test
    void stock_is_nine_tenths_of_what_was_sold_but_postage_never_runs_out() {
        assertThat(catalog.forStock(CatalogFile::nineTenths))
                .containsExactly(
                        Map.of("sku", "10002", "onHand", 774L),
                        Map.of("sku", "10003", "onHand", 1L),
                        Map.of("sku", "POST", "onHand", 0, "availability", "ALWAYS"));
    }
}
