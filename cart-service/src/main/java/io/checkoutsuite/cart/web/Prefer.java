package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.checkout.WaitStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The caller's preferences for the response to a checkout (RFC 7240). Unknown or malformed preferences are ignored, as the RFC demands: a
 * preference is optional and never an error.
 *
 * @param respondAsync respond at once, before the decision
 * @param waitFor how long the response may take, at most {@value #MAX_SECONDS} seconds; null if not set
 * @param stage the stage to wait for
 */
record Prefer(boolean respondAsync, @Nullable Duration waitFor, WaitStage stage) {

    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";
    static final String RESPOND_ASYNC = "respond-async";

    private static final int MAX_SECONDS = 60;
    private static final Map<String, WaitStage> STAGES = Map.of(
            "decided",
            WaitStage.DECIDED,
            "order-created",
            WaitStage.ORDER_CREATED,
            "all-applied",
            WaitStage.ALL_APPLIED);
    /** A quoted string, which may contain any separator. */
    private static final String QUOTED = "\"(?:[^\"\\\\]++|\\\\.)*+\"";

    private static final String WORD = "(?:[!#$%&'*+.^_`|~0-9A-Za-z-]++|" + QUOTED + ")";

    private static final Pattern PAIR = Pattern.compile("\\s*(" + WORD + ")\\s*(?:=\\s*(" + WORD + ")?)?\\s*");
    private static final Pattern SEPARATED = Pattern.compile("(?:[^\",;]++|" + QUOTED + ")++|[,;]");

    /** One preference with its parameters. */
    private record Preference(String value, Map<String, String> parameters) {}

    /** @param headers every Prefer header of the request */
    static Prefer of(List<String> headers) {
        Map<String, Preference> preferences = new HashMap<>();
        headers.forEach(header -> read(header, preferences));
        Optional<Preference> waiting = Optional.ofNullable(preferences.get("wait"));
        return new Prefer(
                Optional.ofNullable(preferences.get(RESPOND_ASYNC))
                        .filter(preference -> preference.value().isEmpty())
                        .isPresent(),
                waiting.flatMap(preference -> seconds(preference.value())).orElse(null),
                waiting.map(preference -> preference.parameters().getOrDefault("stage", ""))
                        .map(stage -> STAGES.get(stage.toLowerCase(Locale.ROOT)))
                        .orElse(WaitStage.DECIDED));
    }

    /** If a preference is repeated, the first one counts. */
    private static void read(String header, Map<String, Preference> preferences) {
        for (List<String> parts : preferences(header)) {
            if (parts.isEmpty()) {
                continue;
            }
            Matcher preference = PAIR.matcher(parts.getFirst());
            if (preference.matches()) {
                Map<String, String> parameters = new HashMap<>();
                parts.stream()
                        .skip(1)
                        .map(PAIR::matcher)
                        .filter(Matcher::matches)
                        .forEach(pair -> parameters.putIfAbsent(name(pair), unquoted(pair.group(2))));
                preferences.putIfAbsent(name(preference), new Preference(unquoted(preference.group(2)), parameters));
            }
        }
    }

    private static String name(Matcher pair) {
        return pair.group(1).toLowerCase(Locale.ROOT);
    }

    /** Splits at commas into preferences, and these at semicolons into parts; separators in quotes do not count. */
    private static List<List<String>> preferences(String header) {
        List<List<String>> all = new ArrayList<>();
        List<String> current = new ArrayList<>();
        Matcher pieces = SEPARATED.matcher(header);
        while (pieces.find()) {
            switch (pieces.group()) {
                case "," -> {
                    all.add(current);
                    current = new ArrayList<>();
                }
                case ";" -> {}
                default -> current.add(pieces.group());
            }
        }
        all.add(current);
        return all;
    }

    private static String unquoted(@Nullable String word) {
        if (word == null) {
            return "";
        }
        return word.startsWith("\"") ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1") : word;
    }

    private static Optional<Duration> seconds(String value) {
        return value.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Math.min(Integer.parseInt(value), MAX_SECONDS)))
                : Optional.empty();
    }

    /** How long the response may take; zero if not set. */
    Duration timeout() {
        return waitFor == null ? Duration.ZERO : waitFor;
    }

    /** The value of {@code Preference-Applied} for a wait that was long enough. */
    String appliedWait() {
        return "wait=" + timeout().toSeconds();
    }
}
