package dev.gangway.usage;

import dev.gangway.stream.JsonSink;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects one answer's usage while it passes. Later documents of a stream overwrite what earlier ones said. */
public final class UsageReader implements JsonSink {

    private static final int LONGEST_NUMBER = 30;

    private final UsageFormat format;
    private final @Nullable BigDecimal[] amounts;
    private final @Nullable BigDecimal[] inDocument;
    private final @Nullable String[] texts;
    private final boolean[] matched;

    public UsageReader(UsageFormat format) {
        this.format = format;
        this.amounts = new BigDecimal[format.slots()];
        this.inDocument = new BigDecimal[format.slots()];
        this.texts = new String[format.slots()];
        this.matched = new boolean[format.slots()];
    }

    @Override
    public void string(int path, String value) {
        Watch watch = format.watches().get(path);
        switch (watch.kind()) {
            case TEXT -> texts[watch.slot()] = value;
            case FILTER -> matched[watch.slot()] = watch.match().equals(value);
            case COUNT -> {
                if (watch.match().equals(value)) {
                    add(watch.slot(), BigDecimal.ONE);
                }
            }
            default -> {
                // A string where a number belongs says nothing.
            }
        }
    }

    @Override
    public void number(int path, String digits) {
        Watch watch = format.watches().get(path);
        BigDecimal value = parse(digits);
        if (value == null) {
            return;
        }
        switch (watch.kind()) {
            case NUMBER -> amounts[watch.slot()] = value;
            case SUM -> add(watch.slot(), value);
            case FILTERED -> inDocument[watch.slot()] = value;
            default -> {
                // A number where a string belongs says nothing.
            }
        }
    }

    @Override
    public void ended(int path) {
        Watch watch = format.watches().get(path);
        if (watch.kind() == Watch.Kind.FILTER_END) {
            if (matched[watch.slot()] && inDocument[watch.slot()] != null) {
                amounts[watch.slot()] = inDocument[watch.slot()];
            }
            matched[watch.slot()] = false;
            inDocument[watch.slot()] = null;
        }
    }

    @Override
    public void documentEnded() {
        for (Watch watch : format.watches()) {
            boolean collects = watch.kind() == Watch.Kind.COUNT || watch.kind() == Watch.Kind.SUM;
            if (collects && inDocument[watch.slot()] != null) {
                amounts[watch.slot()] = inDocument[watch.slot()];
                inDocument[watch.slot()] = null;
            }
        }
    }

    /** What has been seen so far. */
    public Usage usage() {
        Map<Unit, BigDecimal> units = new EnumMap<>(Unit.class);
        format.units().forEach((unit, slots) -> put(units, unit, slots));
        Map<String, BigDecimal> tools = new HashMap<>();
        format.tools().forEach((tool, slots) -> put(tools, tool, slots));
        UsageFormat.Texts text = format.texts();
        Map<String, String> traits = new HashMap<>();
        text.traits().forEach((trait, slot) -> {
            String value = texts[slot];
            if (value != null) {
                traits.put(trait, value);
            }
        });
        return new Usage(
                units, tools, text(text.model()), text(text.id()), text(text.tier()), text(text.finish()), traits);
    }

    /** Terms that are not there add nothing; a sum of none is not known. */
    private <K> void put(Map<K, BigDecimal> map, K key, List<Integer> slots) {
        for (int slot : slots) {
            BigDecimal amount = amounts[slot];
            if (amount != null) {
                map.merge(key, amount, BigDecimal::add);
            }
        }
    }

    private @Nullable String text(@Nullable Integer slot) {
        return slot == null ? null : texts[slot];
    }

    private void add(int slot, BigDecimal value) {
        BigDecimal before = inDocument[slot];
        inDocument[slot] = before == null ? value : before.add(value);
    }

    /** A count is never negative, and none is this long: what is, is garbage. */
    private static @Nullable BigDecimal parse(String digits) {
        if (digits.length() > LONGEST_NUMBER
                || digits.startsWith("-")
                || digits.indexOf('e') >= 0
                || digits.indexOf('E') >= 0) {
            return null;
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
