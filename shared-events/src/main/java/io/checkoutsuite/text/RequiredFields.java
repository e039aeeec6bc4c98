package io.checkoutsuite.text;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds required fields that JSON did not have: every record component that is not nullable must be present, at any depth. */
public final class RequiredFields {

    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private record Field(RecordComponent component, boolean nullable) {

        static Field of(RecordComponent component) {
            component.getAccessor().setAccessible(true);
            return new Field(component, component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }

        @Nullable
        Object valueIn(Object owner) {
            try {
                return component.getAccessor().invoke(owner);
            } catch (ReflectiveOperationException unreadable) {
                throw new IllegalStateException(component + " cannot be read", unreadable);
            }
        }
    }

    private RequiredFields() {}

    /** The path of one missing component, for instance {@code cart.lines.sku}; empty if none is missing. A null in a list is a missing element. */
    public static Optional<String> firstMissing(Object owner) {
        return FIELDS
                .computeIfAbsent(
                        owner.getClass(),
                        type -> Stream.of(
                                        Objects.requireNonNullElse(type.getRecordComponents(), new RecordComponent[0]))
                                .map(Field::of)
                                .toList())
                .stream()
                .flatMap(field -> missing(field, owner).stream())
                .findFirst();
    }

    private static Optional<String> missing(Field field, Object owner) {
        String name = field.component().getName();
        return switch (field.valueIn(owner)) {
            case null -> field.nullable() ? Optional.empty() : Optional.of(name);
            case Collection<?> elements ->
                elements.stream()
                        .flatMap(element -> (element == null ? Optional.of("element") : firstMissing(element)).stream())
                        .findFirst()
                        .map(inner -> name + "." + inner);
            case Record inner -> firstMissing(inner).map(deeper -> name + "." + deeper);
            case Object value -> Optional.empty();
        };
    }
}
