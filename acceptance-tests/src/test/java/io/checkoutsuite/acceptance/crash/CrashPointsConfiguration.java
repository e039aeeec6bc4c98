package io.checkoutsuite.acceptance.crash;

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
        return client -> client.addCommandListener(new Writes());
    }

    @Bean
    static BeanPostProcessor pointsWithinBulks() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof MongoClient client ? Bulks.watched(MongoClient.class, client) : bean;
            }
        };
    }

    @Bean
    static BeanPostProcessor pointsAtActivities() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ReversibleActivity activity ? watched(activity) : bean;
            }
        };
    }

    private static Object watched(ReversibleActivity activity) {
        ProxyFactory watched = new ProxyFactory(activity);
        watched.addAdvice((MethodInterceptor) call -> {
            String method = call.getMethod().getName();
            if (!Set.of("run", "undo").contains(method)) {
                return call.proceed();
            }
            String step = activity.name() + "." + method;
            CrashPoints.before(step);
            Object outcome = call.proceed();
            CrashPoints.after(step);
            return outcome;
        });
        CrashPoints.tell(activity.name() + ".run");
        CrashPoints.tell(activity.name() + ".undo");
        return watched.getProxy();
    }

    /** Registers every listener as a subject, so that listeners that are added later must have crash points, too. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> listenersToldOf(Environment environment) {
        return ready -> Set.of(environment
                        .getProperty("spring.cloud.function.definition", "")
                        .split(";"))
                .stream()
                .filter(listener -> !listener.isBlank())
                .map(listener -> ready.getApplicationContext().getBean(listener, Consumer.class))
                .filter(listener -> listener.getClass().getSimpleName().endsWith("Listener"))
                .forEach(listener -> CrashPoints.tell(listener.getClass().getSimpleName() + ".accept"));
    }

    /** The driver calls this listener in the thread that requests the write. */
    private static final class Writes implements CommandListener {

        private static final Set<String> COMMANDS = Set.of("insert", "update", "delete", "findAndModify");

        private final Map<Integer, String> underWay = new ConcurrentHashMap<>();

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
            String step = Doing.now() + " [" + collection + "]";
            underWay.put(command.getRequestId(), step);
            CrashPoints.before(step);
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent command) {
            String step = underWay.remove(command.getRequestId());
            if (step != null) {
                CrashPoints.after(step);
            }
        }
    }
}
