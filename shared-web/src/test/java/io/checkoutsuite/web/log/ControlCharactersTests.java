package io.checkoutsuite.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCharactersTests {

    private static final LoggerContext CONTEXT = new LoggerContext();
    private static final PatternLayoutEncoder LINES = new PatternLayoutEncoder();

    @BeforeAll
    static void configureAsServicesAre() throws Exception {
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(CONTEXT);
        joran.doConfigure(
                new ByteArrayInputStream("<configuration><include resource=\"suite-log.xml\"/></configuration>"
                        .getBytes(StandardCharsets.UTF_8)));
        LINES.setContext(CONTEXT);
        LINES.setCharset(StandardCharsets.UTF_8);
        LINES.setPattern("%5p %X{requestId:-} %m%n%wEx");
        LINES.start();
    }

    static IntStream everyControlCharacter() {
        return IntStream.concat(
                        IntStream.concat(IntStream.rangeClosed(0x00, 0x1F), IntStream.rangeClosed(0x7F, 0x9F)),
                        IntStream.concat(
                                IntStream.of(0x2028, 0x2029, 0x061C, 0x200E, 0x200F),
                                IntStream.concat(
                                        IntStream.rangeClosed(0x202A, 0x202E), IntStream.rangeClosed(0x2066, 0x2069))))
                .filter(character -> character != '\t');
    }

    @ParameterizedTest
    @MethodSource("everyControlCharacter")
    void no_control_character_reaches_the_log_by_message_context_or_exception(int character) {
        String text = "before" + (char) character + "after";

        String logged =
                logged(text, Map.of("requestId", text), new IllegalStateException(text, new RuntimeException(text)));

        String escape = character == '\n' ? "\\n" : character == '\r' ? "\\r" : "\\u%04x".formatted(character);
        assertThat(logged.split("before\\Q" + escape + "\\Eafter", -1)).hasSize(5);
        assertThat(logged.lines().findFirst().orElse(""))
                .contains("before" + escape + "after before" + escape + "after");
        assertThat(logged.chars().filter(any -> any != '\n' && any != '\t'))
                .noneMatch(any -> Character.isISOControl(any) || any == character);
    }

    @Test
    void a_message_cannot_write_a_line_of_its_own() {
        String forged = "no\r\n12:00:00.000 ERROR everything is lost\n";

        assertThat(logged(forged, Map.of(), null))
                .isEqualTo(" INFO  no\\r\\n12:00:00.000 ERROR everything is lost\\n" + System.lineSeparator());
        assertThat(logged("trace", Map.of(), new IllegalStateException(forged)).lines())
                .allMatch(line -> line.startsWith("\tat ")
                        || line.startsWith("java.lang.IllegalStateException: no\\r\\n12:00")
                        || line.startsWith(" INFO")
                        || line.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no\nCaused by: java.lang.Error: forged",
                "no\r\nCaused by: java.lang.Error: forged\r\n\tat io.checkoutsuite.Forged.run(Forged.java:1)",
                "no\nWrapped by: java.lang.Error: forged",
                "no\n\tat io.checkoutsuite.Forged.run(Forged.java:1)",
                "no\n\tSuppressed: java.lang.Error: forged",
                "forged\n\t... 3 common frames omitted",
                "\nforged",
                "forged\n"
            })
    void a_message_cannot_forge_the_lines_of_a_trace(String forged) {
        IllegalStateException thrown = new IllegalStateException(forged, new Worded(forged));
        thrown.addSuppressed(new IllegalArgumentException(forged));

        List<String> lines = logged("trace", Map.of(), thrown).lines().toList();

        assertThat(lines).filteredOn(line -> line.contains("orged")).hasSize(3).allMatch(line -> line.contains("\\n"));
        assertThat(lines).filteredOn(line -> line.startsWith("Caused by: ")).hasSize(1);
        assertThat(lines).filteredOn(line -> line.startsWith("\tSuppressed: ")).hasSize(1);
    }

    /** An exception that overrides {@code toString}, of which only this text is logged. */
    private static final class Worded extends RuntimeException {

        private final String text;

        Worded(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return "In other words: " + text;
        }
    }

    @Test
    void an_exception_that_causes_itself_is_logged_all_the_same() {
        RuntimeException cause = new RuntimeException("b");
        RuntimeException thrown = new RuntimeException("a", cause);
        cause.initCause(thrown);

        assertThat(logged("trace", Map.of(), thrown)).contains("RuntimeException: a", "RuntimeException: b");
    }

    @Test
    void ordinary_text_and_traces_stay_as_they_are() {
        assertThat(logged("Grüße, 東京 \t 👍", Map.of("requestId", "cart-1"), null))
                .isEqualTo(" INFO cart-1 Grüße, 東京 \t 👍" + System.lineSeparator());
        assertThat(logged("x", Map.of(), new IllegalStateException("a", new RuntimeException("b")))
                        .lines())
                .anyMatch(line -> line.equals("java.lang.IllegalStateException: a"))
                .anyMatch(line -> line.equals("Caused by: java.lang.RuntimeException: b"))
                .anyMatch(line -> line.startsWith("\tat "));
    }

    private static String logged(String message, Map<String, String> context, Throwable thrown) {
        Logger logger = CONTEXT.getLogger("io.checkoutsuite.test");
        LoggingEvent event = new LoggingEvent("test", logger, Level.INFO, message, thrown, null);
        event.setMDCPropertyMap(context);
        return new String(LINES.encode(event), StandardCharsets.UTF_8);
    }
}
