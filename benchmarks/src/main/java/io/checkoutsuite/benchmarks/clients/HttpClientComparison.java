package io.checkoutsuite.benchmarks.clients;

import com.sun.management.OperatingSystemMXBean;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.web.http.ServiceClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * Measures what a call of another service costs the caller, with the clients of the services ({@link ServiceClients}) and with the JDK's client, in
 * rounds that alternate. The called service is a process of its own, so that its processor time is not counted.
 */
final class HttpClientComparison {

    private static final int CALLERS = 8;
    private static final int ROUNDS = 11;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int CALLS_PER_ROUND = 4_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private HttpClientComparison() {}

    /** A call as the cart service makes them: its body is about as long as a reservation of eight lines. */
    interface Calls {

        record Line(String sku, long quantity) {}

        record Call(String cartId, List<Line> lines) {}

        @PostExchange("/calls")
        Call call(@RequestBody Call call);
    }

    /** One round: processor time of a call in microseconds, and calls in a second. */
    private record Round(double cpuMicros, double callsPerSecond) {}

    /** A client and its measured rounds. */
    private record Client(String name, Calls calls, List<Round> rounds) {

        Client(String name, Calls calls) {
            this(name, calls, new ArrayList<>());
        }
    }

    public static void main(String[] args) throws IOException {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CalledService.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.US_ASCII))) {
            compare("http://127.0.0.1:" + output.readLine());
        } finally {
            service.destroyForcibly();
        }
    }

    private static void compare(String url) {
        try (ServiceClients services = new ServiceClients(RestClient.builder(), () -> "a-token")) {
            List<Client> clients = List.of(
                    new Client("Apache HttpClient 5", services.client(Calls.class, url, TIMEOUT)),
                    new Client("java.net.http", jdkClient(url)));
            for (int i = 0; i < WARM_UP_ROUNDS + ROUNDS; i++) {
                for (Client client : i % 2 == 0 ? clients : clients.reversed()) {
                    Round round = measure(client.calls());
                    if (i >= WARM_UP_ROUNDS) {
                        client.rounds().add(round);
                    }
                }
            }
            print(clients);
        }
    }

    private static Calls jdkClient(String url) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build());
        requests.setReadTimeout(TIMEOUT);
        RestClient client = RestClient.builder()
                .baseUrl(url)
                .requestFactory(requests)
                .requestInterceptor((request, body, execution) -> {
                    request.getHeaders().setBearerAuth("a-token");
                    return execution.execute(request, body);
                })
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(Calls.class);
    }

    private static Round measure(Calls client) {
        Calls.Call call = new Calls.Call(
                "8f14e45f-ceea-467f-a8b5-d6d3f0c0a1b2",
                IntStream.range(0, 8)
                        .mapToObj(i -> new Calls.Line("SKU-" + (100_000 + i), i + 1))
                        .toList());
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(CompletableFuture.runAsync(() -> makeCalls(client, call), threads));
            }
        }
        callers.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round((SYSTEM.getProcessCpuTime() - cpu) / 1e3 / CALLS_PER_ROUND, CALLS_PER_ROUND / seconds);
    }

    private static void makeCalls(Calls client, Calls.Call call) {
        for (int i = 0; i < CALLS_PER_ROUND / CALLERS; i++) {
            client.call(call);
        }
    }

    private static void print(List<Client> clients) {
        System.out.println(Machine.thisOne());
        System.out.printf("medians of %d rounds of %d calls by %d virtual threads%n", ROUNDS, CALLS_PER_ROUND, CALLERS);
        clients.forEach(client -> System.out.printf(
                "%-20s %6.0f us of processor time per call  %6.0f calls/s%n",
                client.name(),
                median(client.rounds(), Round::cpuMicros),
                median(client.rounds(), Round::callsPerSecond)));
        double[] ratios = IntStream.range(0, ROUNDS)
                .mapToDouble(i -> clients.getFirst().rounds().get(i).cpuMicros()
                        / clients.getLast().rounds().get(i).cpuMicros())
                .sorted()
                .toArray();
        System.out.printf(
                "processor time, first to second: %.2f (%.2f to %.2f)%n",
                Percentiles.median(ratios), ratios[0], ratios[ROUNDS - 1]);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Percentiles.median(rounds.stream().mapToDouble(figure).toArray());
    }
}
