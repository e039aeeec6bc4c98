package io.checkoutsuite.reservations;

import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.expiry.ExpiredRequests;
import io.checkoutsuite.reservations.ledger.ChangeLog;
import io.checkoutsuite.reservations.ledger.ChangeableCounters;
import io.checkoutsuite.reservations.ledger.RequestHistory;
import io.checkoutsuite.reservations.ledger.StoredFigures;
import io.checkoutsuite.reservations.request.Requests;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Pauses, reorders and aborts operations between database calls. Each call of a port is one command, and so one step. */
@FunctionalInterface
interface Steps extends BeanPostProcessor {

    List<Class<?>> PORTS = List.of(
            Holds.class,
            Requests.class,
            ExpiredRequests.class,
            RequestHistory.class,
            ChangeLog.class,
            ChangeableCounters.class,
            StoredFigures.class);

    /** @param step the port and its method, for example {@code Holds.settle} */
    void before(String step);

    @Override
    default Object postProcessAfterInitialization(Object bean, String name) {
        return PORTS.stream()
                .filter(port -> port.isInstance(bean))
                .findFirst()
                .map(port -> stepping(port, bean))
                .orElse(bean);
    }

    private Object stepping(Class<?> port, Object adapter) {
        return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
            before(port.getSimpleName() + "." + method.getName());
            try {
                return method.invoke(adapter, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
    }
}
