package dev.gangway.observe.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * A histogram with the buckets of OpenTelemetry's conventions for generative AI. It is there from its first value on:
 * one that is empty would look like a measured nothing.
 */
final class Histogram {

    private static final double[] SECONDS = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
    };
    private static final double MILLIS = 1000;

    private final MeterRegistry registry;
    private final DistributionSummary.Builder builder;
    private final double divisor;
    private @Nullable DistributionSummary summary;

    private Histogram(MeterRegistry registry, DistributionSummary.Builder builder, double divisor) {
        this.registry = registry;
        this.builder = builder;
        this.divisor = divisor;
    }

    /** Of milliseconds, shown in seconds whatever the registry: a timer's unit would be the registry's. */
    static Histogram millis(MeterRegistry registry, String name, Tags tags) {
        DistributionSummary.Builder builder =
                DistributionSummary.builder(name).baseUnit("seconds").tags(tags).serviceLevelObjectives(SECONDS);
        return new Histogram(registry, builder, MILLIS);
    }

    /** Without a unit: the conventions' {@code {token}} is an annotation, which is no part of a Prometheus name. */
    static Histogram tokens(MeterRegistry registry, String name, Tags tags) {
        return new Histogram(
                registry, DistributionSummary.builder(name).tags(tags).serviceLevelObjectives(TOKENS), 1);
    }

    /** Takes {@code value}, unless it is not known. */
    void record(@Nullable Double value) {
        if (value != null) {
            DistributionSummary known = summary;
            if (known == null) {
                known = builder.register(registry);
                summary = known;
            }
            known.record(value / divisor);
        }
    }
}
