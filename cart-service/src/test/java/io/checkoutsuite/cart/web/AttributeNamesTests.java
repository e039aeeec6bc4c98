package io.checkoutsuite.cart.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cart line can have every attribute name that a product may require. */
class AttributeNamesTests {

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @ValueSource(strings = {"size", "Größe", "\u30B5\u30A4\u30BA", "shoe size", "shoe_size", "shoe-size 2", "\u0664"})
    void a_name_that_a_product_may_ask_for_may_be_said(String name) {
        assertThat(isAllowedInCatalogue(name)).isTrue();
        assertThat(isAllowedInCart(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.b",
                "$size",
                "size\n",
                "si\u0000ze",
                "si\u200Bze",
                "size!",
                "/size",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void a_name_that_may_not_be_said_is_not_asked_for(String name) {
        assertThat(isAllowedInCatalogue(name)).isFalse();
        assertThat(isAllowedInCart(name)).isFalse();
    }

    private boolean isAllowedInCatalogue(String name) {
        return validator
                .validate(new ProductImportLine("sku", "Shirt", null, null, null, null, List.of(name)))
                .isEmpty();
    }

    private boolean isAllowedInCart(String name) {
        return validator
                        .validate(new CartRequests.CartLineRequest("sku", 1L, Map.of(name, "L")))
                        .isEmpty()
                && validator
                        .validate(new CartRequests.AddLinesRequest("sku", 1L, Map.of(name, "L"), null))
                        .isEmpty()
                && validator
                        .validate(new CartRequests.AddToCurrentCartRequest("GBP", "sku", 1L, Map.of(name, "L"), null))
                        .isEmpty();
    }
}
