package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeRecord.Timing;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/** When the chunks of a stream came. Made with the first stream: most operations of an embeddings route have none. */
final class Chunks {

    private final MeterRegistry registry;
    private final String prefix;
    private final Tags tags;
    private @Nullable DistributionSummary first;
    private @Nullable DistributionSummary each;

    Chunks(MeterRegistry registry, String prefix, Tags tags) {
        this.registry = registry;
        this.prefix = prefix;
        this.tags = tags;
    }

    void took(Timing timing) {
        if (timing.firstEventMillis() != null) {
            first = first != null ? first : Buckets.seconds(registry, prefix + ".time_to_first_chunk", tags);
            first.record(GenAiSeries.seconds(timing.firstEventMillis()));
        }
        if (timing.eventGapMillis() != null) {
            each = each != null ? each : Buckets.seconds(registry, prefix + ".time_per_output_chunk", tags);
            each.record(GenAiSeries.seconds(timing.eventGapMillis()));
        }
    }
}
