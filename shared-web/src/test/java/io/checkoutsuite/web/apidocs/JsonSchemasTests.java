package io.checkoutsuite.web.apidocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonSchemasTests {

    private final JsonSchemas schemas = new JsonSchemas();

    record Constrained(
            @NotNull @Pattern(regexp = "[A-Z]{3}|none") String required,
            @Size(min = 1, max = 3) List<@Size(max = 5) String> optional,
            @Nullable String nullable,
            long primitive,
            @JsonAnySetter Map<String, Object> unknown) {}

    @Test
    void a_member_is_required_unless_it_may_be_null() {
        Schema<?> schema = schemaOf(Constrained.class);

        assertThat(schema.getProperties()).containsOnlyKeys("required", "optional", "nullable", "primitive");
        assertThat(schema.getRequired()).containsExactlyInAnyOrder("required", "primitive");
    }

    @Test
    void constraints_are_those_of_the_record_and_unknown_members_are_refused() {
        Schema<?> schema = schemaOf(Constrained.class);

        assertThat(schema.getProperties().get("required").getPattern()).isEqualTo("^(?:[A-Z]{3}|none)$");
        assertThat(schema.getProperties().get("optional").getMinItems()).isEqualTo(1);
        assertThat(schema.getProperties().get("optional").getItems().getMaxLength())
                .isEqualTo(5);
        assertThat(schema.getAdditionalProperties()).isEqualTo(false);
    }

    record Flat(
            @JsonUnwrapped Inner inner,
            @JsonProperty("new") boolean isNew,
            @JsonIgnore String hidden) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Inner(
            @Nullable String next,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> some) {}

    @Test
    void members_are_named_and_nested_as_in_the_json() {
        Schema<?> schema = schemaOf(Flat.class);

        assertThat(schema.getProperties()).containsOnlyKeys("next", "some", "new");
        assertThat(schema.getRequired()).containsExactlyInAnyOrder("next", "new");
        assertThat(schema.getProperties().get("next").getTypes()).containsExactlyInAnyOrder("string", "null");
    }

    record Ordered(Wrapping wrapping) {}

    record Wrapping(String paper) {}

    @Test
    void objects_are_open_unless_unknown_members_are_refused_and_then_at_any_depth() {
        schemas.of(Inner.class);
        schemas.closed().of(Ordered.class);

        assertThat(schemas.named().get("Inner").getAdditionalProperties()).isNull();
        assertThat(schemas.named().get("Ordered").getAdditionalProperties()).isEqualTo(false);
        assertThat(schemas.named().get("Wrapping").getAdditionalProperties()).isEqualTo(false);
    }

    @Test
    void one_type_cannot_be_open_and_closed() {
        schemas.closed().of(Ordered.class);

        assertThatThrownBy(() -> schemas.of(Wrapping.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Wrapping");
    }

    record Parcel(@Nullable Size size, List<Size> offered) {
        enum Size {
            SMALL,
            LARGE
        }
    }

    @Test
    void an_enum_is_a_schema_of_its_own_so_that_all_members_of_its_type_have_one_type_in_a_client() {
        Schema<?> parcel = schemaOf(Parcel.class);

        assertThat(parcel.getProperties().get("size").get$ref()).endsWith("/ParcelSize");
        assertThat(parcel.getProperties().get("offered").getItems().get$ref()).endsWith("/ParcelSize");
        assertThat(schemas.named().get("ParcelSize").getEnum()).hasToString("[SMALL, LARGE]");
    }

    record Letter(PostageClass postage) {
        enum PostageClass {
            FIRST,
            SECOND
        }
    }

    @Test
    void an_enum_whose_name_says_enough_is_not_named_after_its_enclosing_type() {
        schemas.of(Letter.class);

        assertThat(schemas.named()).containsOnlyKeys("Letter", "PostageClass");
    }

    sealed interface Door {
        enum State {
            OPEN,
            CLOSED
        }

        @JsonProperty
        default State state() {
            return this instanceof Open ? State.OPEN : State.CLOSED;
        }
    }

    record Open(int width) implements Door {}

    record Closed() implements Door {}

    @Test
    void a_sealed_type_is_an_object_with_the_members_of_all_its_variants_required_if_all_require_them() {
        Schema<?> door = schemaOf(Door.class);

        assertThat(door.getOneOf()).isNull();
        assertThat(door.getProperties()).containsOnlyKeys("state", "width");
        assertThat(door.getRequired()).containsExactly("state");
    }

    sealed interface Answer {}

    record Number(long value) implements Answer {}

    record Text(String value) implements Answer {}

    @Test
    void variants_whose_members_of_one_name_differ_are_refused() {
        assertThatThrownBy(() -> schemas.of(Answer.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Answer")
                .hasMessageContaining("value");
    }

    static class Left {
        record Line(String sku) {}
    }

    static class Right {
        record Line(long quantity) {}
    }

    @Test
    void two_types_of_one_name_are_refused() {
        schemas.of(Left.Line.class);

        assertThatThrownBy(() -> schemas.of(Right.Line.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Left$Line")
                .hasMessageContaining("Right$Line");
    }

    @Test
    void a_type_without_a_known_form_in_json_is_refused() {
        assertThatThrownBy(() -> schemas.of(Thread.class)).hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> schemas.of(byte[].class)).isInstanceOf(IllegalStateException.class);
    }

    @SuppressWarnings("rawtypes")
    private Schema<?> schemaOf(Class<?> type) {
        schemas.of(type);
        Schema schema = schemas.named().get(type.getSimpleName());
        return schema;
    }
}
