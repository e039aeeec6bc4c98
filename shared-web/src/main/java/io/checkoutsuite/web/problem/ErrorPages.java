package io.checkoutsuite.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was refused before any operation was found, such as a path that no firewall lets pass, with a problem document as well. */
@Hidden
@RestController
class ErrorPages implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Object> problem(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Whoever asks for this page itself has met no error.
        return ProblemAnswer.of(
                ProblemAnswer.document(status instanceof Integer refused ? refused : 404), new HttpHeaders());
    }
}
