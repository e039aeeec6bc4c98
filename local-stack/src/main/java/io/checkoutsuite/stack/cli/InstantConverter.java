package io.checkoutsuite.stack.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses an instant: {@code 2026-05-01T10:00:00Z}, {@code 2026-05-01}, or a time ago such as {@code 90m} or {@code 2d}. */
final class InstantConverter implements ITypeConverter<Instant> {

    static final String EXAMPLES = "2026-05-01T10:00:00Z, 2026-05-01 (UTC), or 90m, 12h, 2d ago";

    private static final Pattern AGO = Pattern.compile("\\d{1,6}[smhd]");

    @Override
    public Instant convert(String text) {
        try {
            if (AGO.matcher(text).matches()) {
                return Instant.now().minus(duration(text.toUpperCase(Locale.ROOT)));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a valid time: " + EXAMPLES);
        }
    }

    private static Duration duration(String text) {
        return Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text);
    }
}
