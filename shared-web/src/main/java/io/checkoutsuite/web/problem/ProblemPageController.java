package io.checkoutsuite.web.problem;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Serves each problem type's URI as a page that explains it. */
@RestController
@RequiredArgsConstructor
class ProblemPageController {

    private final List<ProblemTypes> own;

    @Operation(summary = "Explains a problem type on a page")
    @GetMapping(path = ProblemType.PATH + "{name}", produces = MediaType.TEXT_HTML_VALUE)
    String readProblemType(@PathVariable String name) {
        ProblemType type = Stream.concat(
                        Problems.shared().stream(), own.stream().flatMap(types -> types.all().stream()))
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("problem type"));
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
                <style>body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem}code{background:#8882;padding:.1em .3em}</style>
                </head><body><h1>%1$s</h1><p><code>%2$s</code> &middot; status %3$d</p><p>%4$s</p></body></html>
                """.formatted(
                        HtmlUtils.htmlEscape(type.title()),
                        type.uri(),
                        type.status().value(),
                        HtmlUtils.htmlEscape(type.explanation()));
    }
}
