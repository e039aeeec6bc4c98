package io.checkoutsuite.stack.carts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CartFileTests {

    private static final String SALE = """
            {"invoiceNo":"7","customerId":null,"country":"EIRE","kind":"sale","cancellation":false,"lines":[
            {"sku":"85123A","description":"HEART ","quantity":6,"unitPrice":"2.55"},
            {"sku":"85123A","description":null,"quantity":74215,"unitPrice":"0.00"}]}""".replace("\n", "");
    private static final String PRODUCT =
            "{\"sku\":\"10002\",\"kind\":\"product\",\"description\":\"GLOBE\",\"unitPrice\":\"0.85\",\"saleUnits\":860}";
    private static final String CANCELLATION =
            "{\"invoiceNo\":\"C8\",\"kind\":\"cancellation\",\"lines\":[{\"sku\":\"D\",\"quantity\":-1}]}";

    @TempDir
    Path dir;

    @Test
    void repeated_skus_stay_lines_of_their_own() throws IOException {
        Path file = Files.writeString(dir.resolve("a-carts.ndjson"), SALE + "\n");

        List<CartFile.Invoice> invoices = new CartFile(file).invoices(invoice -> true, 10);

        assertThat(invoices).singleElement().satisfies(invoice -> {
            assertThat(invoice.customerId()).isNull();
            assertThat(invoice.lines()).containsExactly(new Step.Item("85123A", 6), new Step.Item("85123A", 74215));
        });
    }

    @Test
    void zipped_files_are_read_too_and_only_what_is_wanted() throws IOException {
        Path file = dir.resolve("a-carts.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((CANCELLATION + "\n" + SALE + "\n" + SALE).getBytes(StandardCharsets.UTF_8));
        }

        CartFile carts = new CartFile(file);

        assertThat(carts.invoices(invoice -> "sale".equals(invoice.kind()), 10)).hasSize(2);
        assertThat(carts.invoices(invoice -> true, 1))
                .extracting(CartFile.Invoice::invoiceNo)
                .containsExactly("C8");
    }

    @Test
    void the_catalogue_lies_beside_the_carts() {
        assertThat(new CartFile(dir.resolve("shop-carts.ndjson.gz")).catalog())
                .isEqualTo(dir.resolve("shop-catalog.ndjson.gz"));
    }

    @Test
    void the_carts_themselves_are_not_taken_for_the_catalogue() throws IOException {
        Path file = Files.writeString(dir.resolve("invoices.ndjson"), SALE + "\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CartFile(file).catalog())
                .withMessageContaining("no -carts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogFile.read(Files.writeString(file, PRODUCT + "\n[]\n")))
                .withMessageContaining("line 2 is not a product");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogFile.read(Files.writeString(file, PRODUCT + "\n" + SALE)))
                .withMessageContaining("line 2 is not a product");
    }

    @Test
    void a_line_that_is_no_invoice_is_named() throws IOException {
        Path file = Files.writeString(dir.resolve("a-carts.ndjson"), SALE + "\nnonsense\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CartFile(file).invoices(invoice -> true, 10))
                .withMessageContaining("line 2");
    }

    @Test
    void odd_countries_get_a_code() {
        assertThat(Countries.code("United Kingdom")).isEqualTo("GB");
        assertThat(Countries.code("EIRE")).isEqualTo("IE");
        assertThat(Countries.code("Unspecified")).isEqualTo("GB");
        assertThat(Countries.code(null)).isEqualTo("GB");
    }
}
