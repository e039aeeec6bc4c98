package io.checkoutsuite.web.cors;

import io.checkoutsuite.web.problem.ProblemWriter;
import io.checkoutsuite.web.problem.Problems;
import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Refuses requests of other origins with a problem document. */
@RequiredArgsConstructor
final class ProblemCorsProcessor extends DefaultCorsProcessor {

    private final ProblemWriter problems;

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        problems.write(((ServletServerHttpResponse) response).getServletResponse(), Problems.FORBIDDEN);
    }
}
