package io.checkoutsuite.stack.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Prints the results of commands: for people as permanent lines and one progress line that is overwritten, or for programs as one JSON document.
 * Errors go to standard error in both cases.
 */
public final class Console {

    private static final Duration PLAIN_LINE_INTERVAL = Duration.ofSeconds(5);
    private static final int WIDTH = 118;

    private final PrintStream out;
    private final PrintStream documents;
    private final boolean terminal;
    private final boolean colours;
    private int shown;
    private long lastPlain = System.nanoTime() - PLAIN_LINE_INTERVAL.toNanos();

    Console(PrintStream out, PrintStream documents, boolean terminal, boolean colours) {
        this.out = out;
        this.documents = documents;
        this.terminal = terminal;
        this.colours = colours;
    }

    /** Uses colours and an overwritten progress line only on a terminal, and no colours if {@code NO_COLOR} is set. */
    static Console standard() {
        java.io.Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return new Console(System.out, nowhere(), terminal, terminal && System.getenv("NO_COLOR") == null);
    }

    /** Prints documents only. */
    static Console json() {
        return new Console(nowhere(), System.out, false, false);
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** The result of a command for programs; each command that has one prints exactly one. */
    public void document(JsonNode result) {
        documents.println(result);
    }

    /** Says why a command cannot go on, or what its caller must know besides the result. */
    public synchronized void error(String text) {
        wipe();
        System.err.println(text);
    }

    /** A table for this output. */
    Table table(Table.Column... columns) {
        return new Table(terminal, columns);
    }

    public synchronized void line(String text) {
        wipe();
        out.println(text);
    }

    /** Overwrites the previous progress line; prints one line every few seconds if the output is not a terminal. */
    public synchronized void progress(String text) {
        if (terminal) {
            String line = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
            out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
            out.flush();
            shown = line.length();
        } else if (System.nanoTime() - lastPlain >= PLAIN_LINE_INTERVAL.toNanos()) {
            lastPlain = System.nanoTime();
            out.println(text);
        }
    }

    /** Prints a temporary message; prints nothing if the output is not a terminal. */
    public synchronized void waiting(String text) {
        if (terminal) {
            progress(text);
        }
    }

    private void wipe() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            shown = 0;
        }
    }

    public String good(String text) {
        return coloured(32, text);
    }

    public String bad(String text) {
        return coloured(31, text);
    }

    public String quiet(String text) {
        return coloured(2, text);
    }

    public String strong(String text) {
        return coloured(1, text);
    }

    private String coloured(int code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
