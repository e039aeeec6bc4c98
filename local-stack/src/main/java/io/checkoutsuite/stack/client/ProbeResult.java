package io.checkoutsuite.stack.client;

/** What listens at the address of a service. */
public enum ProbeResult {
    /** The service is running; the servers that it needs may still be unavailable. */
    ALIVE,
    /** A process accepts connections but does not respond: a hung stack, or another program. */
    UNRESPONSIVE,
    /** A program that is not a service of the suite. */
    OTHER_PROGRAM,
    /** No process listens. */
    NOT_RUNNING
}
