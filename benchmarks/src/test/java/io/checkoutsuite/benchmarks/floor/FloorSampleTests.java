package io.checkoutsuite.benchmarks.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.benchmarks.floor.FloorSample.Index;
import io.checkoutsuite.benchmarks.floor.FloorSample.SampleRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorSampleTests {

    private static final String CART = """
            {"_id": "default/1", "total": {"$numberDecimal": "8.50"}, "at": {"$date": {"$numberLong": "5"}}, "version": {"$numberLong": "2"}}\
            """;

    @Test
    void the_process_of_the_floor_gets_the_documents_and_records_byte_for_byte(@TempDir Path directory) {
        byte[] body = {0, (byte) 0xff, 7};
        FloorSample sample = new FloorSample(
                Map.of(FloorCollection.CARTS, List.of(CART)),
                Map.of(FloorCollection.CARTS, List.of(new Index("{\"outboxPending\": 1}", true))),
                Map.of(FloorSample.COMPLETION, List.of(new SampleRecord(Map.of("ce_id", body), body))),
                List.of(1, 3));

        sample.write(directory.resolve("sample"));
        FloorSample read = FloorSample.read(directory.resolve("sample"));

        assertThat(read.documentsOf(FloorCollection.CARTS)).containsExactly(BsonDocument.parse(CART));
        assertThat(read.indexesOf(FloorCollection.CARTS)).isEqualTo(sample.indexesOf(FloorCollection.CARTS));
        assertThat(read.recordsOf(FloorSample.COMPLETION).getFirst().value()).isEqualTo(body);
        assertThat(read.recordsOf(FloorSample.COMPLETION).getFirst().headers().get("ce_id"))
                .isEqualTo(body);
        assertThat(read.lines()).containsExactly(1, 3);
    }
}
