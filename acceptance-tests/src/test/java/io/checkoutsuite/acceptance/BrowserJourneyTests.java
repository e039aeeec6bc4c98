package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.ORDER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.util.FileSystemUtils;

/**
 * The run that {@code scripts/browser-journey} starts: a page of another origin than the services buys with TypeScript clients that are generated
 * from the API documents. It needs npm and Chromium, so it is no part of the build.
 */
class BrowserJourneyTests {

    private static final String BROWSER = "suite.browser";
    private static final int PORT = FreePorts.next();

    /** The origin of the page. */
    static final String ORIGIN = "http://127.0.0.1:" + PORT;

    private static final Path SOURCES = Path.of("src/test/clients/browser");
    private static final Path WORK = Path.of("target/browser-journey").toAbsolutePath();
    private static final Path PAGE = WORK.resolve("page");

    @Test
    @EnabledIfSystemProperty(named = BROWSER, matches = ".+")
    void a_page_of_another_origin_buys_with_generated_clients() throws Exception {
        FileSystemUtils.deleteRecursively(WORK);
        FileSystemUtils.copyRecursively(SOURCES, WORK);
        services().forEach(service -> ClientGenerator.generateTypeScript(service, WORK.resolve("clients")));
        Shop.stocks("MUG-BLUE", "Stoneware mug, blue", "8.50", 100);

        run("npm", "install", "--no-audit", "--no-fund");
        run("npm", "run", "build");
        FileSystemUtils.copyRecursively(WORK.resolve("index.html"), PAGE.resolve("index.html"));
        String shown = shownPage();

        assertThat(shown)
                .contains("17.00 GBP, version \"1\"", "412 /problems/stale-version, now \"2\"")
                .contains("FAILED_PAYMENT_TRANSACTION", "replayed: true", "2 × Stoneware mug, blue, 17.00")
                .contains("<dd>98</dd>", "<dd>COMPLETED</dd>");
    }

    private static Stream<Service> services() {
        return Stream.of(CART, ORDER, INVENTORY);
    }

    /** Returns the document as it is after the journey; the same as a picture is in the working folder. */
    private static String shownPage() throws IOException, InterruptedException {
        HttpServer pages = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), PAGE, SimpleFileServer.OutputLevel.NONE);
        pages.start();
        try {
            return run(
                    System.getProperty(BROWSER),
                    "--headless",
                    // Chromium has no sandbox for root.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--user-data-dir=" + WORK.resolve("profile"),
                    // Ends when nothing is left to do, or after this time.
                    "--virtual-time-budget=60000",
                    "--window-size=800,800",
                    "--screenshot=" + WORK.resolve("page.png"),
                    "--dump-dom",
                    ORIGIN + "/?"
                            + services()
                                    .map(service -> service.id() + "=" + RunningSuite.address(service))
                                    .collect(Collectors.joining("&")));
        } finally {
            pages.stop(0);
        }
    }

    /** Returns what the command has printed, in the working folder; fails unless it succeeds. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s\n%s", List.of(command), output).isZero();
        return output;
    }
}
