package io.checkoutsuite.stack.client;

/** What is found where a service of the suite should be. */
public enum Presence {
    /** The service; how its servers are is another question. */
    ALIVE,
    /** Something that takes connections and does not answer: a stack that hangs, or another program. */
    SILENT,
    /** A program that is no service of the suite. */
    SOMETHING_ELSE,
    /** Nobody listens. */
    NOTHING
}
