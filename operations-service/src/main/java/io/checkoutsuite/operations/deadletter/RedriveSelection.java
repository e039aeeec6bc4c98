package io.checkoutsuite.operations.deadletter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Selects the dead letters to redrive. */
public sealed interface RedriveSelection {

    /** These letters, whichever service keeps them. */
    record Ids(List<String> ids) implements RedriveSelection {

        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The letters that match, of every asked service.
     *
     * @param members of the participants' own requests: a filter, or all
     */
    record Matching(Map<String, Object> members) implements RedriveSelection {

        public Matching {
            members = Map.copyOf(members);
        }
    }

    /** The body of the participants' own request. */
    static Map<String, Object> body(Map<String, Object> members, int limit, int perSecond) {
        Map<String, Object> body = new LinkedHashMap<>(members);
        body.put("limit", limit);
        body.put("perSecond", perSecond);
        return body;
    }
}
