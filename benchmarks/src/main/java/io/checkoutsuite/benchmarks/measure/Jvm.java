package io.checkoutsuite.benchmarks.measure;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.management.jfr.FlightRecorderMXBean;

/** What another JVM says of itself: the figures of its memory, and recordings of its events. */
final class Jvm implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection connection;
    private final com.sun.management.ThreadMXBean threads;

    private Jvm(JMXConnector connector, MBeanServerConnection connection, com.sun.management.ThreadMXBean threads) {
        this.connector = connector;
        this.connection = connection;
        this.threads = threads;
    }

    /** @throws IllegalStateException if the JVM refuses the connection */
    static Jvm attach(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            return new Jvm(
                    connector,
                    connection,
                    ManagementFactory.newPlatformMXBeanProxy(
                            connection, ManagementFactory.THREAD_MXBEAN_NAME, com.sun.management.ThreadMXBean.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes that all threads, also those that have ended, have allocated in the heap. */
    long allocatedBytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    /** The time during which collections of garbage stopped the JVM, in milliseconds. */
    long collectionMillis() {
        try {
            ObjectName collectors = new ObjectName(ManagementFactory.GARBAGE_COLLECTOR_MXBEAN_DOMAIN_TYPE + ",*");
            return connection.queryNames(collectors, null).stream()
                    .map(name -> JMX.newMXBeanProxy(connection, name, GarbageCollectorMXBean.class))
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    FlightRecorderMXBean flightRecorder() {
        try {
            return ManagementFactory.newPlatformMXBeanProxy(
                    connection, FlightRecorderMXBean.MXBEAN_NAME, FlightRecorderMXBean.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException alreadyGone) {
            // The JVM that was measured may have ended before.
            return;
        }
    }
}
