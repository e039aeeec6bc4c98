package io.checkoutsuite.benchmarks.suite;

import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.util.Map;

/**
 * A complete suite with empty data in processes of its own. The load generator is another process, so that its processor time is not counted.
 */
public interface MeasuredSuite extends AutoCloseable {

    /**
     * Starts the suite and returns when all services accept requests.
     *
     * @param settings properties of the services
     * @param jvms how their JVMs are started
     * @throws StackStartException with the output of a process that ended before it was ready
     */
    static MeasuredSuite start(SuiteBuild build, Layout layout, Map<String, String> settings, JvmSettings jvms) {
        return switch (layout) {
            case ONE_PROCESS -> new SuiteInOneProcess(build, settings, jvms);
            case SERVICE_PROCESSES -> new SuiteOfProcesses(build, settings, jvms);
        };
    }

    /** The process ids by what the processes are. */
    Map<String, Long> processes();

    /** The time from the start of the first process until all services accepted requests. */
    Duration startUp();

    SuiteClient client();

    Servers servers();

    /**
     * Kills the broker, which must be in a process of its own.
     *
     * @throws UnsupportedOperationException if it is not
     */
    void killBroker();

    /** Starts a killed broker with its data and returns when it accepts requests. */
    void startBroker();

    /** Kills the processes and deletes their data. */
    @Override
    void close();
}
