package io.checkoutsuite.stack.carts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The products that belong to a file of carts.
 *
 * <p>Products without a price cannot be sold: they are skipped, and carts that contain them are refused.
 */
public record CatalogFile(List<Product> products) {

    private static final Currency POUNDS = Currency.getInstance("GBP");
    private static final String MERCHANDISE = "product";

    /**
     * One product with a price.
     *
     * @param kind {@code product}, or a kind that is not merchandise, such as postage or vouchers
     * @param saleUnits pieces sold in the whole file
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Product(
            String sku,
            @Nullable String kind,
            @Nullable String description,
            @Nullable String unitPrice,
            long saleUnits) {

        Map<String, Object> forCatalog() {
            String name = description == null || description.isBlank() ? sku : description.strip();
            return Map.of("sku", sku, "name", name, "unitPrice", Money.rounded(new BigDecimal(price()), POUNDS));
        }

        Map<String, Object> forStock(LongUnaryOperator onHandFor) {
            Map<String, Object> stock = new LinkedHashMap<>();
            stock.put("sku", sku);
            if (MERCHANDISE.equals(kind)) {
                stock.put("onHand", onHandFor.applyAsLong(saleUnits));
            } else {
                stock.put("onHand", 0);
                stock.put("availability", "ALWAYS");
            }
            return stock;
        }

        private String price() {
            return unitPrice == null ? "" : unitPrice;
        }
    }

    /** @throws IllegalArgumentException if a line is not a product; the message names the line */
    public static CatalogFile read(Path path) {
        List<Product> products = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(CartFile.open(path), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    products.add(product(path, line, number));
                }
            }
            return new CatalogFile(products.stream()
                    .filter(product -> !product.price().isEmpty())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Product product(Path path, String line, int number) {
        try {
            return SuiteClient.JSON.readValue(line, Product.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    path.getFileName() + " line " + number + " is not a product: " + e.getOriginalMessage(), e);
        }
    }

    /** Documents for the cart service's import. */
    public List<Map<String, Object>> forCatalog() {
        return products.stream().map(Product::forCatalog).toList();
    }

    /**
     * Documents for the inventory service's import; items that are not merchandise are always available.
     *
     * @param onHandFor maps the pieces sold in the file to the pieces on hand
     */
    public List<Map<String, Object>> forStock(LongUnaryOperator onHandFor) {
        return products.stream().map(product -> product.forStock(onHandFor)).toList();
    }

    /** Nine tenths of the pieces that the file sells, at least one: most carts get their goods, and some fail because stock runs out. */
    public static long nineTenths(long saleUnits) {
        return Math.max(1, saleUnits * 9 / 10);
    }
}
