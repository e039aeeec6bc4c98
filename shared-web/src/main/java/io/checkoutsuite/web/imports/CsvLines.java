package io.checkoutsuite.web.imports;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/** Comma-separated values under a header; empty values are left out, and a.b names a field of a field. */
@RequiredArgsConstructor
final class CsvLines implements LineReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final JsonMapper json;
    private final ObjectReader values =
            CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build().readerFor(String[].class);

    private @Nullable List<String> header;

    @Override
    public Optional<JsonNode> read(String line) {
        List<String> read = cells(line);
        if (header == null) {
            header = read.stream()
                    .map(name -> name.replace(BYTE_ORDER_MARK, "").strip())
                    .toList();
            return Optional.empty();
        }
        return Optional.of(object(header, read));
    }

    private List<String> cells(String line) {
        try (MappingIterator<String[]> rows = values.readValues(line)) {
            return rows.hasNext() ? List.of(rows.next()) : List.of();
        }
    }

    private ObjectNode object(List<String> names, List<String> read) {
        ObjectNode object = json.createObjectNode();
        for (int i = 0; i < Math.min(names.size(), read.size()); i++) {
            if (!read.get(i).isBlank()) {
                put(object, names.get(i), read.get(i).strip());
            }
        }
        return object;
    }

    private static void put(ObjectNode object, String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            object.put(name, value);
        } else {
            put(object.withObjectProperty(name.substring(0, dot)), name.substring(dot + 1), value);
        }
    }
}
