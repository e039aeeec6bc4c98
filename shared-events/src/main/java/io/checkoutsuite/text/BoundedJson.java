package io.checkoutsuite.text;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Limits for untrusted JSON: tokens are limited while they are read; numbers, dates and lists before they are used. The limits of single
 * fields (a SKU has at most 64 characters) are far lower and are checked by the fields' own rules.
 */
public final class BoundedJson {

    /** Twice the longest list that a body may have: the 10,000 items of an offer. */
    public static final int MOST_ELEMENTS = 20_000;

    private static final int LONGEST_NUMBER = 100;

    /** For HTTP bodies; the largest are lists of events to preview. */
    public static final StreamReadConstraints HTTP_BODY = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNameLength(1_000)
            .maxStringLength(8 * 1024 * 1024)
            .maxTokenCount(1_000_000)
            .maxDocumentLength(16L * 1024 * 1024)
            .build();

    private BoundedJson() {}

    /** A mapper builder with all limits, for callers that need their own mapper. */
    public static JsonMapper.Builder mapper() {
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(HTTP_BODY).build())
                .addModule(values())
                .addModule(collections());
    }

    /** Decimals and instants within the limits of {@link BoundedText}. */
    public static JacksonModule values() {
        return new SimpleModule("bounded-values")
                .addDeserializer(
                        BigDecimal.class,
                        new Value<>(
                                BigDecimal.class,
                                NumberDeserializers.BigDecimalDeserializer.instance,
                                BoundedText::bounded))
                .addDeserializer(Instant.class, new Value<>(Instant.class, new Time(), BoundedText::bounded));
    }

    /** Texts of at most this many characters. Unknown fields are skipped, however long they are. */
    public static JacksonModule texts(int longest) {
        return new SimpleModule("bounded-texts").addDeserializer(String.class, new Text(longest));
    }

    /** Lists and maps of at most {@value #MOST_ELEMENTS} elements, so that checking every element stays cheap. */
    public static JacksonModule collections() {
        return new SimpleModule("bounded-collections").setDeserializerModifier(new ValueDeserializerModifier() {
            @Override
            public ValueDeserializer<?> modifyCollectionDeserializer(
                    DeserializationConfig config,
                    CollectionType type,
                    BeanDescription.Supplier description,
                    ValueDeserializer<?> deserializer) {
                return new Elements(deserializer);
            }

            @Override
            public ValueDeserializer<?> modifyMapDeserializer(
                    DeserializationConfig config,
                    MapType type,
                    BeanDescription.Supplier description,
                    ValueDeserializer<?> deserializer) {
                return new Elements(deserializer);
            }
        });
    }

    /** Fails, unless the mapper has a handler that notes the refusal and goes on. */
    private static @Nullable Object refused(
            DeserializationContext context, Class<?> type, IllegalArgumentException refusal) {
        return context.handleInstantiationProblem(type, null, refusal);
    }

    private static final class Value<T> extends StdScalarDeserializer<T> {

        private final Class<T> type;
        private final ValueDeserializer<T> read;
        private final UnaryOperator<T> bounded;

        Value(Class<T> type, ValueDeserializer<T> read, UnaryOperator<T> bounded) {
            super(type);
            this.type = type;
            this.read = read;
            this.bounded = bounded;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
            try {
                if (parser.currentToken().isScalarValue()) {
                    BoundedText.atMost(LONGEST_NUMBER, parser.getString());
                }
                if (parser.currentToken().isNumeric()) {
                    BoundedText.bounded(parser.getDecimalValue());
                }
                T value = read.deserialize(parser, context);
                return value == null ? null : bounded.apply(value);
            } catch (IllegalArgumentException refusal) {
                return type.cast(refused(context, type, refusal));
            }
        }
    }

    /** Only text: whether a number means seconds or milliseconds, nobody can tell. */
    private static final class Time extends StdScalarDeserializer<Instant> {

        private static final String FORMAT = "An instant is a text in ISO 8601, for instance 2026-01-31T09:30:00Z";

        Time() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException(FORMAT);
            }
            try {
                return Instant.parse(parser.getString());
            } catch (DateTimeParseException malformed) {
                throw new IllegalArgumentException(FORMAT, malformed);
            }
        }
    }

    private static final class Text extends StdScalarDeserializer<String> {

        private final int longest;

        Text(int longest) {
            super(String.class);
            this.longest = longest;
        }

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && text.length() > longest) {
                return (String) refused(
                        context,
                        String.class,
                        new IllegalArgumentException("It has more than " + longest + " characters"));
            }
            return text;
        }
    }

    private static final class Elements extends DelegatingDeserializer {

        Elements(ValueDeserializer<?> elements) {
            super(elements);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> changed) {
            return new Elements(changed);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            Object value = super.deserialize(parser, context);
            int elements =
                    value instanceof Collection<?> list ? list.size() : value instanceof Map<?, ?> map ? map.size() : 0;
            if (elements > MOST_ELEMENTS) {
                return refused(
                        context,
                        handledType(),
                        new IllegalArgumentException("It has more than " + MOST_ELEMENTS + " elements"));
            }
            return value;
        }
    }
}
