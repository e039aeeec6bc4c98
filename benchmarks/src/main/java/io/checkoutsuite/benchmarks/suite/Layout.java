package io.checkoutsuite.benchmarks.suite;

/** How the suite is divided into processes. */
public enum Layout {
    /** All services, the broker and the document server in one process, as {@code ./suite up} starts them. */
    ONE_PROCESS,
    /** Each service in a process of its own; so have the broker and the document server. */
    SERVICE_PROCESSES
}
