package io.checkoutsuite.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageLogFilterTests {

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void configureAsServicesAre() throws Exception {
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        joran.doConfigure(
                new ByteArrayInputStream("<configuration><include resource=\"suite-log.xml\"/></configuration>"
                        .getBytes(StandardCharsets.UTF_8)));
        written.setContext(context);
        written.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
    }

    private List<String> messages() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void an_outage_of_the_broker_is_one_line_of_all_clients() {
        Logger kafka = context.getLogger("org.apache.kafka.clients.NetworkClient");

        for (int attempt = 0; attempt < 100; attempt++) {
            kafka.warn(
                    "[Consumer clientId=consumer-" + attempt % 5
                            + "] Connection to node {} ({}) could not be established. Node may not be available.",
                    attempt % 3,
                    "127.0.0.1:9092");
        }
        kafka.warn("[Producer clientId=1] Bootstrap broker {} disconnected", "127.0.0.1:9092");

        assertThat(messages())
                .containsExactly(
                        "[Consumer clientId=consumer-0] Connection to node 0 (127.0.0.1:9092) could not be"
                                + " established. Node may not be available.",
                        "[Producer clientId=1] Bootstrap broker 127.0.0.1:9092 disconnected");
    }

    @Test
    void an_outage_of_the_database_is_one_line_of_all_operations() {
        Logger mongo = context.getLogger("org.mongodb.driver.cluster");

        for (int operation = 0; operation < 100; operation++) {
            mongo.info("Waiting for server to become available for operation find with ID " + operation);
        }

        assertThat(messages()).containsExactly("Waiting for server to become available for operation find with ID 0");
    }

    @Test
    void the_lines_of_the_services_are_all_written() {
        Logger own = context.getLogger("io.checkoutsuite.cart.Checkout");

        own.info("The checkout is completed");
        own.info("The checkout is completed");

        assertThat(messages()).containsExactly("The checkout is completed", "The checkout is completed");
    }
}
