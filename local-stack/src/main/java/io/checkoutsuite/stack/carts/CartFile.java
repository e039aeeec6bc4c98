package io.checkoutsuite.stack.carts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A file of a shop's past invoices, one JSON document per line, plain or gzipped. */
@RequiredArgsConstructor
public final class CartFile {

    private static final String CARTS = "-carts";

    private final Path path;

    /**
     * One invoice.
     *
     * @param customerId null if the customer is unknown
     * @param country the name of the country
     * @param kind {@code sale} if the invoice was a sale
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Invoice(
            String invoiceNo,
            @Nullable String customerId,
            @Nullable String country,
            @Nullable String kind,
            List<Step.Item> lines) {}

    /**
     * Returns the matching invoices in the file's order.
     *
     * @throws IllegalArgumentException if a line is not an invoice; the message names the line
     */
    public List<Invoice> invoices(Predicate<Invoice> filter, int limit) {
        List<Invoice> invoices = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null && invoices.size() < limit; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    Invoice invoice = invoice(line, number);
                    if (filter.test(invoice)) {
                        invoices.add(invoice);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return invoices;
    }

    private Invoice invoice(String line, int number) {
        try {
            return SuiteClient.JSON.readValue(line, Invoice.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    path.getFileName() + " line " + number + " is not an invoice: " + e.getOriginalMessage(), e);
        }
    }

    static InputStream open(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        return path.toString().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
    }

    /**
     * The default catalogue file in the same directory: {@code -catalog} instead of {@code -carts} in the name.
     *
     * @throws IllegalArgumentException if the name has no {@code -carts}
     */
    public Path catalog() {
        String name = path.getFileName().toString();
        if (!name.contains(CARTS)) {
            throw new IllegalArgumentException("The file of the products of " + name
                    + " is not known: its name has no -carts that could be replaced by -catalog");
        }
        return path.resolveSibling(name.replace(CARTS, "-catalog"));
    }
}
