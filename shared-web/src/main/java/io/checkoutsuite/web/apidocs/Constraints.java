package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.limits.OfferCode;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.web.limits.ValidCode;
import io.checkoutsuite.web.limits.ValidCustomerId;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.ValidEmailAddress;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Translates the constraints of Bean Validation to JSON Schema. */
final class Constraints {

    private Constraints() {}

    static boolean areOn(AnnotatedElement value) {
        return Arrays.stream(value.getAnnotations())
                .anyMatch(any -> any.annotationType().isAnnotationPresent(Constraint.class));
    }

    static boolean forbidNull(AnnotatedElement value) {
        return value.isAnnotationPresent(NotNull.class)
                || value.isAnnotationPresent(NotBlank.class)
                || value.isAnnotationPresent(NotEmpty.class);
    }

    static void apply(AnnotatedElement value, Schema<?> schema) {
        Arrays.stream(value.getAnnotations()).forEach(any -> apply(any, schema));
    }

    private static void apply(Annotation constraint, Schema<?> schema) {
        switch (constraint) {
            case Size size -> limitSize(schema, size.min(), size.max());
            case NotBlank notBlank -> limitSize(schema, 1, Integer.MAX_VALUE);
            case NotEmpty notEmpty -> limitSize(schema, 1, Integer.MAX_VALUE);
            case Min min -> schema.setMinimum(BigDecimal.valueOf(min.value()));
            case Max max -> schema.setMaximum(BigDecimal.valueOf(max.value()));
            case Pattern pattern -> schema.setPattern(whole(pattern.regexp()));
            case ValidSku sku -> describe(schema, "A SKU " + Sku.RULE, Limits.SKU);
            case ValidCode code -> describe(schema, "A code " + OfferCode.RULE, Limits.CODE);
            case ValidCustomerId id -> describe(schema, "The id of a customer " + id.message(), Limits.CUSTOMER_ID);
            case ValidEmailAddress email -> schema.setFormat("email");
            default -> {
                Class<? extends Annotation> type = constraint.annotationType();
                if (type.isAnnotationPresent(Constraint.class)) {
                    apply(type, schema);
                }
            }
        }
    }

    /** A pattern of Bean Validation matches the whole text, one of JSON Schema a part of it. */
    private static String whole(String regexp) {
        return "^(?:" + regexp + ")$";
    }

    private static void describe(Schema<?> schema, String description, int longest) {
        schema.setDescription(description);
        limitSize(schema, 1, longest);
    }

    /** Several constraints may limit one size; the strictest ones count. */
    private static void limitSize(Schema<?> schema, int least, int most) {
        switch (JsonSchemas.typeOf(schema)) {
            case "string" -> {
                schema.setMinLength(greater(schema.getMinLength(), least));
                schema.setMaxLength(smaller(schema.getMaxLength(), most));
            }
            case "array" -> {
                schema.setMinItems(greater(schema.getMinItems(), least));
                schema.setMaxItems(smaller(schema.getMaxItems(), most));
            }
            case "object" -> {
                schema.setMinProperties(greater(schema.getMinProperties(), least));
                schema.setMaxProperties(smaller(schema.getMaxProperties(), most));
            }
            default -> throw new IllegalStateException("A constraint limits the size of " + schema);
        }
    }

    private static int greater(@Nullable Integer known, int other) {
        return known == null ? other : Math.max(known, other);
    }

    /** Null if there is no limit. */
    private static @Nullable Integer smaller(@Nullable Integer known, int other) {
        if (other == Integer.MAX_VALUE) {
            return known;
        }
        return known == null ? other : Math.min(known, other);
    }
}
