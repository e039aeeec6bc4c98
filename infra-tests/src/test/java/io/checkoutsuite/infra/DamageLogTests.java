package io.checkoutsuite.infra;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DamageLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(DamageLog.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private long now;
    private final DamageLog damage = new DamageLog(() -> now);

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
        logger.setAdditive(false);
    }

    @AfterEach
    void endListening() {
        logger.setAdditive(true);
        logger.detachAppender(written);
    }

    private void found(int content) {
        damage.log(
                "db.things",
                ByteBuffer.allocate(Long.BYTES).putLong(content * 1_000_003L).array(),
                new IllegalStateException("broken"));
    }

    private List<String> messages() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void a_document_that_is_found_every_second_is_one_line_a_minute_with_the_number_of_the_others() {
        for (int second = 0; second <= 60; second++) {
            found(1);
            now += Duration.ofSeconds(1).toNanos();
        }

        assertThat(messages())
                .containsExactly(
                        "A document of 8 bytes in db.things cannot be decoded: java.lang.IllegalStateException: broken",
                        "A document of 8 bytes in db.things cannot be decoded: java.lang.IllegalStateException: broken"
                                + " (59 lines like this were suppressed)");
    }

    @Test
    void many_documents_are_a_bounded_number_of_lines() {
        for (int content = 0; content < 5_000; content++) {
            found(content);
        }

        assertThat(messages()).hasSize(1_000);
    }
}
