package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The names of version 1.41. */
final class NumberedSeries implements GenAiSeries {

    private static final String PREFIX = "gen_ai.client.operation.";
    private static final String TOKENS = "gen_ai.client.token.usage";
    private static final String TYPE = "gen_ai.token.type";

    private final Histogram duration;
    private final Histogram firstChunk;
    private final Histogram perChunk;
    private final Histogram input;
    private final Histogram output;

    NumberedSeries(MeterRegistry registry, GenAiLabels labels) {
        Tags tags = labels.tags();
        this.duration = Histogram.millis(registry, PREFIX + "duration", labels.tagsWithError());
        this.firstChunk = Histogram.millis(registry, PREFIX + "time_to_first_chunk", tags);
        this.perChunk = Histogram.millis(registry, PREFIX + "time_per_output_chunk", tags);
        this.input = Histogram.tokens(registry, TOKENS, tags.and(TYPE, "input"));
        this.output = Histogram.tokens(registry, TOKENS, tags.and(TYPE, "output"));
    }

    @Override
    public void took(Timing timing) {
        duration.record(timing.durationMillis());
        firstChunk.record(timing.firstEventMillis());
        perChunk.record(timing.eventGapMillis());
    }

    @Override
    public void used(Usage usage) {
        input.record(GenAiSeries.amount(usage, Unit.INPUT_TOKENS));
        output.record(GenAiSeries.amount(usage, Unit.OUTPUT_TOKENS));
    }
}
