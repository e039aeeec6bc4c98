package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Redrives dead letters, one service after another.
 *
 * <p>The limit applies to all services together; for a limit or rate of null each service uses its default.
 */
@RequiredArgsConstructor
final class Redrive {

    private final Operator operator;
    private final Console console;
    private final @Nullable Integer limit;
    private final @Nullable Integer perSecond;

    /** @return 1 if a dead letter was refused or a redrive was stopped, 0 otherwise */
    int send(Map<Service, Map<String, Object>> wanted) {
        Table table = new Table(
                text("service", 9),
                number("redriven", 10),
                number("refused", 7),
                number("remaining", 9),
                text("", 80));
        List<String> refusals = new ArrayList<>();
        boolean stopped = false;
        long sent = 0;
        for (Map.Entry<Service, Map<String, Object>> each : wanted.entrySet()) {
            if (limit != null && sent >= limit) {
                break;
            }
            console.waiting("redriving dead letters of the " + each.getKey().word() + " service …");
            JsonNode done = operator.post(
                    each.getKey(),
                    "/ops/dead-letters/redrives",
                    body(each.getValue(), limit == null ? null : limit - sent));
            sent += done.path("redriven").asLong(0);
            String why = done.path("stopped").asString("");
            stopped |= !why.isEmpty();
            done.path("refused")
                    .forEach(letter -> refusals.add(letter.path("id").asString("") + ": "
                            + letter.path("reason").asString("")));
            table.row(
                    each.getKey().word(),
                    done.path("redriven").asLong(0),
                    done.path("refused").size(),
                    done.path("remaining").asLong(0),
                    why.isEmpty() ? "" : new Table.Cell("stopped: " + why, console::bad));
        }
        table.lines().forEach(console::line);
        refusals.forEach(refusal -> console.line(console.bad(refusal)));
        return stopped || !refusals.isEmpty() ? 1 : 0;
    }

    private Map<String, Object> body(Map<String, Object> which, @Nullable Long most) {
        Map<String, Object> body = new LinkedHashMap<>(which);
        if (most != null) {
            body.put("limit", most);
        }
        if (perSecond != null) {
            body.put("perSecond", perSecond);
        }
        return body;
    }
}
