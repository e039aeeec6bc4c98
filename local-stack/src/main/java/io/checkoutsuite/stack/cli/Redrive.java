package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.OperatorClient;
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

    private final OperatorClient operator;
    private final Console console;
    private final @Nullable Integer limit;
    private final @Nullable Integer perSecond;

    /** @return 1 if a dead letter was refused or a redrive was stopped, 0 otherwise */
    int send(Map<Service, Map<String, Object>> selections) {
        Table table = new Table(
                text("service", 9), number("redriven", 10), number("refused", 7), number("remaining", 9), text("", 80));
        List<String> refusals = new ArrayList<>();
        boolean stopped = false;
        long sent = 0;
        for (Map.Entry<Service, Map<String, Object>> each : selections.entrySet()) {
            if (limit != null && sent >= limit) {
                break;
            }
            console.waiting("redriving dead letters of the " + each.getKey().id() + " service …");
            JsonNode result = operator.post(
                    each.getKey(),
                    "/ops/dead-letters/redrives",
                    body(each.getValue(), limit == null ? null : limit - sent));
            sent += result.path("redriven").asLong(0);
            String reason = result.path("stopped").asString("");
            stopped |= !reason.isEmpty();
            result.path("refused")
                    .forEach(letter -> refusals.add(letter.path("id").asString("") + ": "
                            + letter.path("reason").asString("")));
            table.row(
                    each.getKey().id(),
                    result.path("redriven").asLong(0),
                    result.path("refused").size(),
                    result.path("remaining").asLong(0),
                    reason.isEmpty() ? "" : new Table.Cell("stopped: " + reason, console::bad));
        }
        table.lines().forEach(console::line);
        refusals.forEach(refusal -> console.line(console.bad(refusal)));
        return stopped || !refusals.isEmpty() ? 1 : 0;
    }

    private Map<String, Object> body(Map<String, Object> selection, @Nullable Long max) {
        Map<String, Object> body = new LinkedHashMap<>(selection);
        if (max != null) {
            body.put("limit", max);
        }
        if (perSecond != null) {
            body.put("perSecond", perSecond);
        }
        return body;
    }
}
