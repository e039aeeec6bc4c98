package io.checkoutsuite.web.problem;

import io.checkoutsuite.text.BoundedText;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;

/** Goes on reading a request's body after members that do not exist and values of the wrong type, and adds them to {@link BodyErrors}. */
@RequiredArgsConstructor
final class BodyErrorCollector extends DeserializationProblemHandler {

    private static final int LONGEST_POINTER = 200;

    private final UnknownMembers unknown;

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            ValueDeserializer<?> deserializer,
            Object beanOrClass,
            String name) {
        if (!unknown.areSkipped()) {
            BodyErrors.current()
                    .ifPresent(errors -> errors.add(
                            pointer(parser),
                            "unknown",
                            pointer(parser) + " is no member of the request; " + members(deserializer)));
        }
        parser.skipChildren();
        return true;
    }

    /** Empty once the response is full, so that a body with very many errors does not cost more than one with some: the next wrong value ends it. */
    private static Optional<ValidationErrors> collecting() {
        return BodyErrors.current().filter(errors -> !errors.isFull());
    }

    private static String members(ValueDeserializer<?> deserializer) {
        Collection<Object> names = deserializer.getKnownPropertyNames();
        return names == null || names.isEmpty()
                ? "it has no members here"
                : "the members are "
                        + names.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
            DeserializationContext context, JavaType target, JsonToken token, JsonParser parser, String message) {
        if (collecting().isEmpty()) {
            return NOT_HANDLED;
        }
        add(parser, target.getRawClass());
        parser.skipChildren();
        return nothing(target.getRawClass());
    }

    /** For instance a text where an object is expected. */
    @Override
    public @Nullable Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> target,
            ValueInstantiator instantiator,
            JsonParser parser,
            String message) {
        if (collecting().isEmpty()) {
            return NOT_HANDLED;
        }
        add(parser, target);
        parser.skipChildren();
        return null;
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> target, String value, String message) {
        return handleWrongValue(context, target);
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> target, Number value, String message) {
        return handleWrongValue(context, target);
    }

    private static @Nullable Object handleWrongValue(DeserializationContext context, Class<?> target) {
        if (collecting().isEmpty()) {
            return NOT_HANDLED;
        }
        add(context.getParser(), target);
        return nothing(target);
    }

    /** A value that its own type refuses. After other errors the reason may be a value that they left out. */
    @Override
    public @Nullable Object handleInstantiationProblem(
            DeserializationContext context, Class<?> type, Object argument, Throwable refusal) {
        ValidationErrors errors = collecting().orElse(null);
        if (errors == null || (errors.isEmpty() && !(refusal instanceof IllegalArgumentException))) {
            return NOT_HANDLED;
        }
        if (refusal instanceof IllegalArgumentException) {
            FieldError error = UnreadableJson.error(pointer(context.getParser()), refusal);
            errors.add(error.pointer(), error.code(), error.message());
        }
        return nothing(type);
    }

    private static void add(JsonParser parser, Class<?> target) {
        String pointer = pointer(parser);
        BodyErrors.current()
                .orElseThrow()
                .add(pointer, "malformed", UnreadableJson.place(pointer) + " is not " + expected(target));
    }

    private static String pointer(JsonParser parser) {
        return BoundedText.beginning(
                LONGEST_POINTER, parser.streamReadContext().pathAsPointer().toString());
    }

    private static String expected(Class<?> target) {
        if (target.isEnum()) {
            return "one of "
                    + Arrays.stream(Objects.requireNonNull(target.getEnumConstants()))
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "a number of the expected size";
        }
        if (CharSequence.class.isAssignableFrom(target)) {
            return "a text";
        }
        if (Collection.class.isAssignableFrom(target) || target.isArray()) {
            return "a list";
        }
        return target.isRecord() || Map.class.isAssignableFrom(target) ? "an object" : "of the expected form";
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
    }
}
