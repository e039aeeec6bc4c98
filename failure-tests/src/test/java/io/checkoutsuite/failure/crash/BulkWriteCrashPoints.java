package io.checkoutsuite.failure.crash;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/** A client with crash points within bulk writes: the server applies the writes one by one, and the sender may die in between. */
final class BulkWriteCrashPoints {

    private BulkWriteCrashPoints() {}

    static <T> T instrumented(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("bulkWrite") && target instanceof MongoCollection<?> collection) {
                reach(collection, args);
            }
            return within(method, called(target, method, args));
        }));
    }

    private static Object called(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static Object within(Method method, Object result) {
        if (method.getReturnType() == MongoDatabase.class) {
            return instrumented(MongoDatabase.class, (MongoDatabase) result);
        }
        return method.getReturnType() == MongoCollection.class
                ? instrumented(MongoCollection.class, (MongoCollection<?>) result)
                : result;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void reach(MongoCollection collection, Object[] args) {
        if (args[0] instanceof List<?> writes && writes.size() > 1) {
            BulkWriteOptions options = args.length > 1 ? (BulkWriteOptions) args[1] : new BulkWriteOptions();
            String step =
                    CodeLocation.current() + " [" + collection.getNamespace().getCollectionName() + "]";
            CrashPoints.within(step, () -> collection.bulkWrite(writes.subList(0, writes.size() / 2), options));
        }
    }
}
