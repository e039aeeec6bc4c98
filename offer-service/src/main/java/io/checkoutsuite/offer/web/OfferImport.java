package io.checkoutsuite.offer.web;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Codes;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.web.imports.BatchWriter;
import io.checkoutsuite.web.imports.ImportFormat;
import io.checkoutsuite.web.imports.Imports;
import io.checkoutsuite.web.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** One import of offers and codes for a tenant. A line with a code is read as a code, any other line as an offer. */
@RequiredArgsConstructor
final class OfferImport implements BatchWriter<OfferImport.Imported> {

    private static final Set<String> COLUMNS = Set.of(
            "offerId",
            "name",
            "kind",
            "value",
            "amount.amount",
            "amount.currency",
            "target",
            "minSubtotal.amount",
            "minSubtotal.currency",
            "automatic",
            "combinable",
            "priority",
            "code",
            "startsAt",
            "endsAt",
            "maxUses",
            "maxUsesPerCustomer");

    /** In bytes; an offer may list ten thousand SKUs. */
    private static final int LONGEST_LINE = 1024 * 1024;

    private final String tenant;
    private final Offers offers;
    private final Codes codes;
    private final Imports imports;

    /** The content of a line. */
    sealed interface Imported permits ImportedOffer, ImportedCode {}

    record ImportedOffer(Offer offer) implements Imported {}

    record ImportedCode(Code code) implements Imported {}

    ImportFormat<Imported> lines() {
        return new ImportFormat<>(COLUMNS, Set.of("offerId"), LONGEST_LINE, this::read);
    }

    private Imported read(JsonNode line) {
        if (line.hasNonNull("code")) {
            CodeDefinition body = imports.valid(
                    line,
                    CodeDefinition.class,
                    (code, errors) -> IdRules.checkCode(String.valueOf(code.code()), "/code", errors));
            return new ImportedCode(body.code(tenant, String.valueOf(body.code())));
        }
        OfferDefinition body = imports.valid(
                line,
                OfferDefinition.class,
                (offer, errors) -> IdRules.checkOffer(offer.offerId(), "/offerId", errors));
        return new ImportedOffer(body.offer(tenant, String.valueOf(body.offerId())));
    }

    /** Writes offers first, because codes of the same batch may refer to them. */
    @Override
    public List<RejectedLine> write(List<ParsedLine<Imported>> batch) {
        offers.putAll(batch.stream()
                .flatMap(read -> read.value() instanceof ImportedOffer(var offer) ? Stream.of(offer) : Stream.empty())
                .toList());
        return writeCodes(batch);
    }

    private List<RejectedLine> writeCodes(List<ParsedLine<Imported>> batch) {
        Set<String> known = known(batch);
        List<RejectedLine> rejected = new ArrayList<>();
        List<Code> accepted = new ArrayList<>();
        for (ParsedLine<Imported> read : batch) {
            if (read.value() instanceof ImportedCode(var code)) {
                if (known.contains(code.offerId())) {
                    accepted.add(code);
                } else {
                    rejected.add(new RejectedLine(
                            read.line(), new FieldError("/offerId", "unknown", "There is no offer " + code.offerId())));
                }
            }
        }
        codes.putAll(accepted);
        return rejected;
    }

    /** Returns the existing offers among those that the codes of the batch refer to. */
    private Set<String> known(List<ParsedLine<Imported>> batch) {
        Set<String> named = batch.stream()
                .flatMap(read ->
                        read.value() instanceof ImportedCode(var code) ? Stream.of(code.offerId()) : Stream.empty())
                .collect(toSet());
        return offers.findAll(tenant, List.copyOf(named)).stream()
                .map(Offer::id)
                .collect(toSet());
    }
}
