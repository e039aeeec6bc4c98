package io.checkoutsuite.benchmarks.compare;

import io.checkoutsuite.benchmarks.compare.Comparison.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;

/** Measures two sides in turn; the one that begins changes from round to round. */
@RequiredArgsConstructor
public final class Rounds {

    private final int rounds;
    private final Consumer<String> progress;

    public List<Round> measure(Side first, Side second) {
        List<Round> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            progress.accept("measuring round " + (i + 1) + " of " + rounds);
            if (i % 2 == 0) {
                Figures one = first.measure();
                measured.add(new Round(one, second.measure()));
            } else {
                Figures two = second.measure();
                measured.add(new Round(first.measure(), two));
            }
        }
        return measured;
    }
}
