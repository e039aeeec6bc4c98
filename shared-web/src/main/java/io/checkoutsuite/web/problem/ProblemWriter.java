package io.checkoutsuite.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents in filters, before a request reaches a controller. */
@Component
@RequiredArgsConstructor
public class ProblemWriter {

    private final JsonMapper json;

    public void write(HttpServletResponse response, ProblemType type) throws IOException {
        response.setStatus(type.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), new ProblemException(type, type.title()).getBody());
    }
}
