package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A count of the documents that match a filter, which clients send as an aggregation of two stages. */
record CountCommand(String collection, Document filter) {
    private static final Document SUM =
            new Document("$group", new Document("_id", 1).append("n", new Document("$sum", 1)));
    private static final Set<String> OPTIONS_THAT_CHANGE_IT = Set.of("collation", "let");

    /** Empty if the command is anything else. */
    static Optional<CountCommand> of(Document command) {
        if (command.get("aggregate") instanceof String collection
                && command.get("pipeline") instanceof List<?> stages
                && stages.size() == 2
                && stages.getFirst() instanceof Document match
                && match.get("$match") instanceof Document filter
                && Objects.equals(stages.getLast(), SUM)
                && OPTIONS_THAT_CHANGE_IT.stream().noneMatch(command::containsKey)) {
            return Optional.of(new CountCommand(collection, filter));
        }
        return Optional.empty();
    }

    /** The reply of the aggregation, in which a group without documents does not exist. */
    Document reply(String database, long counted) {
        List<Document> groups =
                counted == 0 ? List.of() : List.of(new Document("_id", 1).append("n", Math.toIntExact(counted)));
        return new Document(
                        "cursor",
                        new Document("id", 0L)
                                .append("ns", database + "." + collection)
                                .append("firstBatch", groups))
                .append("ok", 1.0);
    }
}
