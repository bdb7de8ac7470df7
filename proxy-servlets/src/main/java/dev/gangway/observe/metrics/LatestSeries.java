package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names in development: what was used is counted by modality, and {@code inference} is called so. */
final class LatestSeries implements GenAiSeries {

    private static final String PREFIX = "gen_ai.client.inference";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Histogram duration;
    private final Histogram firstChunk;
    private final Histogram perChunk;
    private final Histogram input;
    private final Histogram output;
    private final Map<String, Counter> counters = new HashMap<>();

    LatestSeries(MeterRegistry registry, GenAiLabels labels) {
        this.registry = registry;
        this.tags = labels.tags();
        this.duration = Histogram.millis(registry, PREFIX + ".duration", labels.tagsWithError());
        this.firstChunk = Histogram.millis(registry, PREFIX + ".time_to_first_chunk", tags);
        this.perChunk = Histogram.millis(registry, PREFIX + ".time_per_output_chunk", tags);
        this.input = Histogram.tokens(registry, PREFIX + ".operation.input_tokens", labels.tagsWithError());
        this.output = Histogram.tokens(registry, PREFIX + ".operation.output_tokens", labels.tagsWithError());
    }

    @Override
    public void took(Timing timing) {
        duration.record(timing.durationMillis());
        firstChunk.record(timing.firstEventMillis());
        perChunk.record(timing.eventGapMillis());
    }

    @Override
    public void used(Usage usage) {
        all(usage, input, "input_tokens", Unit.INPUT_TOKENS, Unit.AUDIO_INPUT_TOKENS, Unit.IMAGE_INPUT_TOKENS);
        all(usage, output, "output_tokens", Unit.OUTPUT_TOKENS, Unit.AUDIO_OUTPUT_TOKENS, Unit.IMAGE_OUTPUT_TOKENS);
        count("cache_read.input_tokens", "unknown", GenAiSeries.amount(usage, Unit.CACHE_READ_TOKENS));
        count("cache_write.input_tokens", "unknown", GenAiSeries.amount(usage, Unit.CACHE_WRITE_TOKENS));
        count("reasoning.output_tokens", "text", GenAiSeries.amount(usage, Unit.REASONING_TOKENS));
    }

    /** Where the answer does not tell modalities apart, nobody knows which it was. */
    private void all(Usage usage, Histogram all, String name, Unit total, Unit audioUnit, Unit imageUnit) {
        Double amount = GenAiSeries.amount(usage, total);
        if (amount == null) {
            return;
        }
        all.record(amount);
        Double audio = GenAiSeries.amount(usage, audioUnit);
        Double image = GenAiSeries.amount(usage, imageUnit);
        double rest = amount - (audio == null ? 0 : audio) - (image == null ? 0 : image);
        count(name, audio == null && image == null ? "unknown" : "text", Math.max(0, rest));
        count(name, "audio", audio);
        count(name, "image", image);
    }

    private void count(String name, String modality, @Nullable Double amount) {
        if (amount != null && amount > 0) {
            counters.computeIfAbsent(
                            name + modality,
                            key -> registry.counter(
                                    PREFIX + ".usage." + name, tags.and("gen_ai.token.modality", modality)))
                    .increment(amount);
        }
    }
}
