package io.checkoutsuite.inventory.imports;

import io.checkoutsuite.inventory.imports.ImportReport.LineError;
import io.checkoutsuite.inventory.stock.StockCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;

/** One file on its way in. */
@RequiredArgsConstructor
final class ImportRun {

    private static final int BATCH = 500;
    private static final int MOST_ERRORS = 100;

    private final Consumer<List<StockCount>> write;
    private final List<StockCount> batch = new ArrayList<>();
    private final List<LineError> errors = new ArrayList<>();
    private long imported;
    private long rejected;

    void take(long number, StockLine line) {
        switch (line) {
            case StockLine.Counted(var count) -> add(count);
            case StockLine.Refused(var faults) -> reject(number, faults);
        }
    }

    ImportReport report() {
        write();
        return new ImportReport(imported + rejected, imported, rejected, errors);
    }

    private void add(StockCount count) {
        batch.add(count);
        if (batch.size() == BATCH) {
            write();
        }
    }

    private void write() {
        if (!batch.isEmpty()) {
            write.accept(List.copyOf(batch));
            imported += batch.size();
            batch.clear();
        }
    }

    private void reject(long number, List<Fault> faults) {
        rejected++;
        faults.stream()
                .limit(MOST_ERRORS - errors.size())
                .forEach(fault -> errors.add(new LineError(number, fault.code(), fault.message())));
    }
}
