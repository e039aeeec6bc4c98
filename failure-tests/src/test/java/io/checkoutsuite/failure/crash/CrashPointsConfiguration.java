package io.checkoutsuite.failure.crash;

import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.checkoutsuite.cart.checkout.ReversibleActivity;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Instruments a service that {@link CrashableSuite} starts: its crash points follow from what it actually does, not from a list. */
@AutoConfiguration(beforeName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
@ConditionalOnProperty(CrashableSuite.DIRECTORY)
class CrashPointsConfiguration {

    @Bean
    MongoClientSettingsBuilderCustomizer pointsAtWrites() {
        return client -> client.addCommandListener(new WriteCrashPoints());
    }

    @Bean
    static BeanPostProcessor pointsWithinBulks() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof MongoClient client
                        ? BulkWriteCrashPoints.instrumented(MongoClient.class, client)
                        : bean;
            }
        };
    }

    @Bean
    static BeanPostProcessor pointsAtActivities() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ReversibleActivity activity ? instrumented(activity) : bean;
            }
        };
    }

    private static Object instrumented(ReversibleActivity activity) {
        ProxyFactory factory = new ProxyFactory(activity);
        factory.addAdvice((MethodInterceptor) call -> {
            String method = call.getMethod().getName();
            if (!Set.of("run", "compensate").contains(method)) {
                return call.proceed();
            }
            String step = activity.name() + "." + method;
            CrashPoints.before(step);
            Object outcome = call.proceed();
            CrashPoints.after(step);
            return outcome;
        });
        CrashPoints.addSubject(activity.name() + ".run");
        CrashPoints.addSubject(activity.name() + ".compensate");
        return factory.getProxy();
    }

    /** Registers every listener as a subject, so that listeners that are added later must have crash points, too. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> listenersAsSubjects(Environment environment) {
        return ready -> Set.of(environment
                        .getProperty("spring.cloud.function.definition", "")
                        .split(";"))
                .stream()
                .filter(listener -> !listener.isBlank())
                .map(listener -> ready.getApplicationContext().getBean(listener, Consumer.class))
                .filter(listener -> listener.getClass().getSimpleName().endsWith("Listener"))
                .forEach(listener -> CrashPoints.addSubject(listener.getClass().getSimpleName() + ".accept"));
    }

    /** The driver calls this listener in the thread that requests the write. */
    private static final class WriteCrashPoints implements CommandListener {

        private static final Set<String> COMMANDS = Set.of("insert", "update", "delete", "findAndModify");

        private final Map<Integer, String> inFlight = new ConcurrentHashMap<>();

        @Override
        public void commandStarted(CommandStartedEvent command) {
            String name = command.getCommandName();
            if (!COMMANDS.contains(name)) {
                return;
            }
            String collection = command.getCommand().getString(name).getValue();
            // Background tasks of every node acquire leases all the time, whether there is a checkout or not.
            if (collection.equals("leases")) {
                return;
            }
            String step = CodeLocation.current() + " [" + collection + "]";
            inFlight.put(command.getRequestId(), step);
            CrashPoints.before(step);
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent command) {
            String step = inFlight.remove(command.getRequestId());
            if (step != null) {
                CrashPoints.after(step);
            }
        }
    }
}
