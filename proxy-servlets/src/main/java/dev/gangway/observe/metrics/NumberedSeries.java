package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The names of version 1.41. */
final class NumberedSeries implements GenAiSeries {

    private final Chunks chunks;
    private final DistributionSummary duration;
    private final DistributionSummary input;
    private final DistributionSummary output;

    NumberedSeries(MeterRegistry registry, GenAiLabels labels) {
        Tags tags = labels.tags();
        this.chunks = new Chunks(registry, "gen_ai.client.operation", tags);
        this.duration = Buckets.seconds(registry, "gen_ai.client.operation.duration", labels.tagsWithError());
        this.input = tokens(registry, tags, "input");
        this.output = tokens(registry, tags, "output");
    }

    private static DistributionSummary tokens(MeterRegistry registry, Tags tags, String type) {
        return Buckets.tokens(registry, "gen_ai.client.token.usage", tags.and("gen_ai.token.type", type));
    }

    @Override
    public void took(Timing timing) {
        duration.record(GenAiSeries.seconds(timing.durationMillis()));
        chunks.took(timing);
    }

    @Override
    public void used(Usage usage) {
        Double in = GenAiSeries.amount(usage, Unit.INPUT_TOKENS);
        Double out = GenAiSeries.amount(usage, Unit.OUTPUT_TOKENS);
        if (in != null) {
            input.record(in);
        }
        if (out != null) {
            output.record(out);
        }
    }
}
