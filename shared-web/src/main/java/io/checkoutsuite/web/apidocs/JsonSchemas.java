package io.checkoutsuite.web.apidocs;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.checkoutsuite.money.Money;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of JSON bodies, derived from the records that are read and written: the names of their members, whether these may be absent or
 * null, and their constraints. A member is required unless it is {@code @Nullable}, or has constraints that allow null. Objects are open, so that
 * later versions can add members; those of requests are closed if unknown members are refused.
 *
 * <p>springdoc would derive them with Jackson 2, without the nullness of the code and with the class names of the code.
 */
final class JsonSchemas {

    private static final String DECIMAL = "^-?\\d+(?:\\.\\d+)?$";

    @SuppressWarnings("rawtypes")
    private final Map<String, Schema> named;

    private final Map<String, NamedType> types;
    private final boolean closed;

    /** What a named schema describes. */
    private record NamedType(Type type, boolean closed) {}

    JsonSchemas() {
        this(new TreeMap<>(), new HashMap<>(), false);
    }

    @SuppressWarnings("rawtypes")
    private JsonSchemas(Map<String, Schema> named, Map<String, NamedType> types, boolean closed) {
        this.named = named;
        this.types = types;
        this.closed = closed;
    }

    /** The same schemas, for bodies whose unknown members are refused. */
    JsonSchemas closed() {
        return new JsonSchemas(named, types, true);
    }

    /** All schemas that others refer to, by name. */
    @SuppressWarnings("rawtypes")
    Map<String, Schema> named() {
        return named;
    }

    static Schema<Object> typed(String type) {
        Schema<Object> schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    /** Empty if the schema has no type, or several. */
    static String typeOf(Schema<?> schema) {
        Set<String> types = schema.getTypes();
        return types != null && types.size() == 1 ? types.iterator().next() : "";
    }

    Schema<?> of(AnnotatedType type) {
        return of(type, Map.of());
    }

    private Schema<?> of(AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> arguments) {
        Schema<?> schema = switch (type) {
            case AnnotatedParameterizedType parameterized -> generic(parameterized, arguments);
            case AnnotatedTypeVariable variable ->
                of(Objects.requireNonNull(arguments.get(variable.getType())), Map.of());
            default -> of((Class<?>) type.getType());
        };
        if (schema.get$ref() == null) {
            Constraints.apply(type, schema);
        }
        return schema;
    }

    private Schema<?> generic(AnnotatedParameterizedType type, Map<TypeVariable<?>, AnnotatedType> outer) {
        Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
        AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            Schema<Object> array = typed("array");
            array.setItems(of(arguments[0], outer));
            array.setUniqueItems(Set.class.isAssignableFrom(raw) ? Boolean.TRUE : null);
            return array;
        }
        if (Map.class.isAssignableFrom(raw)) {
            Schema<Object> object = typed("object");
            Schema<?> names = of(arguments[0], outer);
            object.setPropertyNames(names.getPattern() == null && names.get$ref() == null ? null : names);
            object.setAdditionalProperties(of(arguments[1], outer));
            return object;
        }
        Map<TypeVariable<?>, AnnotatedType> bound = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < variables.length; i++) {
            bound.put(variables[i], arguments[i]);
            name.append(((Class<?>) arguments[i].getType()).getSimpleName());
        }
        return named(name + raw.getSimpleName(), new NamedType(type.getType(), closed), () -> object(raw, bound));
    }

    Schema<?> of(Class<?> type) {
        if (type == String.class) {
            return typed("string");
        }
        if (type == long.class || type == Long.class) {
            return typed("integer").format("int64");
        }
        if (type == int.class || type == Integer.class) {
            return typed("integer").format("int32");
        }
        if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        }
        if (type == BigDecimal.class) {
            return typed("number");
        }
        if (type == Instant.class) {
            return typed("string").format("date-time");
        }
        if (type == URI.class) {
            return typed("string").format("uri-reference");
        }
        if (type == Currency.class) {
            return typed("string").pattern("^[A-Z]{3}$").example("GBP");
        }
        if (type == ObjectNode.class) {
            return typed("object");
        }
        if (type == Object.class || type == JsonNode.class) {
            return new JsonSchema();
        }
        if (type.isEnum()) {
            return named(nameOf(type), new NamedType(type, false), () -> enumerated(type));
        }
        if (type == Money.class) {
            // Open in requests, too: they share it with responses.
            return named("Money", new NamedType(type, false), JsonSchemas::money);
        }
        if (type.isRecord()) {
            return named(type.getSimpleName(), new NamedType(type, closed), () -> object(type, Map.of()));
        }
        if (type.isSealed()) {
            return named(type.getSimpleName(), new NamedType(type, closed), () -> merged(type));
        }
        throw new IllegalStateException(type + " has no documented form in JSON");
    }

    private static Schema<?> money() {
        Schema<Object> money = typed("object");
        money.setDescription("An exact amount in one currency, as decimal text and never a float");
        property(money, "amount", typed("string").pattern(DECIMAL).example("12.50"), true);
        property(money, "currency", typed("string").pattern("^[A-Z]{3}$").example("GBP"), true);
        return money;
    }

    /** A nested enum may have a name of one word, like {@code Type}, which only its enclosing type explains. */
    private static String nameOf(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        String name = type.getSimpleName();
        boolean explained =
                enclosing == null || name.chars().filter(Character::isUpperCase).count() > 1;
        return explained ? name : enclosing.getSimpleName() + name;
    }

    private static Schema<?> enumerated(Class<?> type) {
        Schema<Object> schema = typed("string");
        schema.setEnum(Arrays.stream(type.getEnumConstants())
                .<Object>map(constant -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(JsonValue.class))
                        .findFirst()
                        .map(method -> invoked(method, constant))
                        .orElse(((Enum<?>) constant).name()))
                .toList());
        return schema;
    }

    private static Object invoked(Method method, Object constant) {
        ReflectionUtils.makeAccessible(method);
        return Objects.requireNonNull(ReflectionUtils.invokeMethod(method, constant));
    }

    /** Adds the schema before it is built, because it may refer to itself. */
    private Schema<?> named(String name, NamedType type, Supplier<Schema<?>> schema) {
        NamedType known = types.putIfAbsent(name, type);
        if (known == null) {
            named.put(name, schema.get());
        } else if (!known.type().equals(type.type())) {
            throw new IllegalStateException(
                    known.type() + " and " + type.type() + " have the same name in the API document");
        } else if (known.closed() != type.closed()) {
            throw new IllegalStateException("Unknown members of " + type.type()
                    + " are refused in one body and allowed in another, which needs a type of its own");
        }
        return new JsonSchema().$ref(name);
    }

    /**
     * One object with the members of all variants, required if all variants require them. A choice of schemas would be more exact, but several
     * generators make clients from it that fail: they ignore the discriminator or, without one, take a variant that lacks some of the members.
     */
    @SuppressWarnings("rawtypes")
    private Schema<?> merged(Class<?> type) {
        List<Schema<?>> variants = variants(type)
                .<Schema<?>>map(variant -> object(variant, Map.of()))
                .toList();
        Map<String, Schema> members = new LinkedHashMap<>();
        for (Schema<?> variant : variants) {
            Objects.requireNonNullElse(variant.getProperties(), Map.<String, Schema>of())
                    .forEach((name, schema) -> {
                        Schema known = members.putIfAbsent(name, schema);
                        if (known != null && !known.equals(schema)) {
                            throw new IllegalStateException(
                                    "The variants of " + type + " have different members " + name);
                        }
                    });
        }
        Schema<Object> merged = typed("object");
        members.forEach((name, schema) ->
                property(merged, name, schema, variants.stream().allMatch(variant -> requires(variant, name))));
        return merged;
    }

    private static Stream<Class<?>> variants(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(JsonSchemas::variants)
                : Stream.of(type);
    }

    private Schema<?> object(Class<?> type, Map<TypeVariable<?>, AnnotatedType> arguments) {
        Schema<Object> object = typed("object");
        object.setAdditionalProperties(closed ? Boolean.FALSE : null);
        members(object, type, arguments);
        return object;
    }

    private void members(Schema<?> object, Class<?> type, Map<TypeVariable<?>, AnnotatedType> arguments) {
        boolean withNulls = includes(type, JsonInclude.Include.ALWAYS);
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
                members(object, component.getType(), Map.of());
            } else if (accessor.isAnnotationPresent(JsonAnySetter.class)) {
                // Only to refuse them.
                object.setAdditionalProperties(Boolean.FALSE);
            } else if (!accessor.isAnnotationPresent(JsonIgnore.class)) {
                member(object, component.getName(), accessor, component.getAnnotatedType(), arguments, withNulls);
            }
        }
        Arrays.stream(type.getMethods())
                .filter(method -> method.isDefault() && method.isAnnotationPresent(JsonProperty.class))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> member(
                        object, method.getName(), method, method.getAnnotatedReturnType(), arguments, withNulls));
    }

    private void member(
            Schema<?> object,
            String name,
            Method accessor,
            AnnotatedType type,
            Map<TypeVariable<?>, AnnotatedType> arguments,
            boolean withNulls) {
        JsonProperty renamed = accessor.getAnnotation(JsonProperty.class);
        Schema<?> schema = schema(accessor, type, arguments);
        boolean nullable = type.isAnnotationPresent(Nullable.class);
        boolean optional = nullable
                || includes(accessor, JsonInclude.Include.NON_EMPTY)
                || (Constraints.areOn(type) && !Constraints.forbidNull(type) && !isPrimitive(type));
        property(
                object,
                renamed == null || renamed.value().isEmpty() ? name : renamed.value(),
                nullable && withNulls ? orNull(schema) : schema,
                !optional || (nullable && withNulls));
    }

    private static boolean isPrimitive(AnnotatedType type) {
        return type.getType() instanceof Class<?> known && known.isPrimitive();
    }

    private Schema<?> schema(Method accessor, AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> arguments) {
        if (accessor.isAnnotationPresent(JsonRawValue.class)) {
            return new JsonSchema();
        }
        JsonFormat format = accessor.getAnnotation(JsonFormat.class);
        if (format != null && format.shape() == JsonFormat.Shape.STRING && type.getType() == BigDecimal.class) {
            return typed("string").pattern(DECIMAL);
        }
        return of(type, arguments);
    }

    private static boolean includes(AnnotatedElement element, JsonInclude.Include include) {
        JsonInclude declared = element.getAnnotation(JsonInclude.class);
        return declared != null && declared.value() == include;
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() == null && schema.getTypes() != null) {
            schema.addType("null");
            return schema;
        }
        if (schema.get$ref() == null && schema.getTypes() == null) {
            return schema;
        }
        Schema<Object> either = new JsonSchema();
        either.addAnyOfItem(schema);
        either.addAnyOfItem(typed("null"));
        return either;
    }

    private static void property(Schema<?> object, String name, Schema<?> schema, boolean required) {
        object.addProperty(name, schema);
        if (required && !requires(object, name)) {
            object.addRequiredItem(name);
        }
    }

    private static boolean requires(Schema<?> object, String name) {
        return object.getRequired() != null && object.getRequired().contains(name);
    }

    /** A schema that matches what any of them matches. */
    static Schema<?> anyOf(Collection<Schema<?>> schemas) {
        List<Schema<?>> distinct =
                schemas.stream().<Schema<?>>map(schema -> schema).distinct().toList();
        if (distinct.size() == 1) {
            return distinct.getFirst();
        }
        Schema<Object> any = new JsonSchema();
        distinct.forEach(any::addAnyOfItem);
        return any;
    }
}
