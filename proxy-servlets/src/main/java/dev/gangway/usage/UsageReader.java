package dev.gangway.usage;

import dev.gangway.stream.Base64Decoding;
import dev.gangway.stream.JsonScanner;
import dev.gangway.stream.JsonSink;
import dev.gangway.usage.UsageFormat.Reading;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects one answer's usage while it passes. */
final class UsageReader implements JsonSink {

    private static final byte MATCHED = 1;

    private final Reading reading;
    private final Amounts amounts;
    private final Texts texts;
    private final byte[] filters;
    private final @Nullable BigDecimal[] filtered;
    private @Nullable JsonScanner nested;
    private @Nullable Base64Decoding base64;
    private boolean inNested;
    private boolean inElement;

    UsageReader(Reading reading) {
        this.reading = reading;
        this.amounts = new Amounts(reading.slots(), reading.each());
        this.texts = new Texts(reading.slots(), reading.each());
        this.filters = new byte[reading.slots()];
        this.filtered = new BigDecimal[reading.slots()];
        reading.texts().constants().forEach(this::text);
    }

    /** Takes what {@code headers} say. */
    void headers(UsageTap.Headers headers) {
        reading.headers().forEach((name, watch) -> {
            String value = headers.get(name);
            if (value == null) {
                return;
            }
            if (watch.kind() == Watch.Kind.TEXT) {
                text(watch.slot(), value);
            } else {
                BigDecimal amount = Amounts.parse(value.strip());
                if (amount != null) {
                    amounts.set(watch.slot(), amount);
                }
            }
        });
        amounts.documentEnded();
    }

    private void text(int slot, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        texts.set(slot, utf8, Math.min(utf8.length, JsonScanner.LONGEST));
    }

    @Override
    public void text(int path, byte[] utf8, int length) {
        Watch watch = reading.watches().get(path);
        switch (watch.kind()) {
            case TEXT -> texts.set(watch.slot(), utf8, length);
            case FILTER -> {
                filters[watch.slot()] = watch.matches(utf8, length) ? MATCHED : 0;
                inElement = true;
            }
            case COUNT -> {
                if (watch.matches(utf8, length)) {
                    amounts.add(watch.slot(), BigDecimal.ONE);
                }
            }
            default -> {
                // A string where a number belongs says nothing.
            }
        }
    }

    @Override
    public boolean isKnownAgain(int path) {
        return reading.watches().get(path).kind() == Watch.Kind.TEXT;
    }

    @Override
    public void string(int path, String value) {
        throw new IllegalStateException("text is told");
    }

    @Override
    public void number(int path, String digits) {
        Watch watch = reading.watches().get(path);
        BigDecimal value = Amounts.parse(digits);
        if (value == null) {
            return;
        }
        switch (watch.kind()) {
            case NUMBER -> amounts.set(watch.slot(), value);
            case SUM -> amounts.add(watch.slot(), value);
            case FILTERED -> {
                filtered[watch.slot()] = value;
                inElement = true;
            }
            default -> {
                // A number where a string belongs says nothing.
            }
        }
    }

    /** A document in a document is looked into, but not one in that. */
    @Override
    public void piece(int path, byte[] bytes, int offset, int length) {
        if (inNested) {
            return;
        }
        if (base64 == null) {
            nested = new JsonScanner(reading.paths(), this);
            base64 = new Base64Decoding(nested);
        }
        inNested = true;
        base64.feed(bytes, offset, length);
        inNested = false;
    }

    @Override
    public void ended(int path) {
        Watch watch = reading.watches().get(path);
        int slot = watch.slot();
        switch (watch.kind()) {
            case FILTER_END -> elementEnded(slot, filters[slot] == MATCHED);
            case FILTER_OUT_END -> elementEnded(slot, filters[slot] != MATCHED);
            case OBJECTS -> amounts.add(slot, BigDecimal.ONE);
            case DOCUMENT_END -> documentEnded();
            case NESTED -> nestedEnded();
            default -> {
                // An object where a number belongs says nothing.
            }
        }
    }

    private void elementEnded(int slot, boolean counts) {
        BigDecimal value = filtered[slot];
        if (counts && value != null) {
            amounts.add(slot, value);
        }
        filters[slot] = 0;
        filtered[slot] = null;
    }

    private void nestedEnded() {
        if (!inNested && base64 != null && nested != null) {
            base64.reset();
            nested.reset();
        }
    }

    @Override
    public void documentEnded() {
        amounts.documentEnded();
    }

    /** What was begun is torn: another document begins. */
    void reset() {
        amounts.forget();
        if (inElement) {
            Arrays.fill(filters, (byte) 0);
            Arrays.fill(filtered, null);
            inElement = false;
        }
        nestedEnded();
    }

    /** What has been seen so far. */
    Usage usage() {
        UsageFormat.Texts slots = reading.texts();
        Map<String, String> traits = new HashMap<>();
        slots.traits().forEach((trait, slot) -> {
            String value = texts.orMixed(slot);
            if (value != null) {
                traits.put(trait, value);
            }
        });
        return new Usage(
                amounts.sums(reading.units(), new EnumMap<>(Unit.class)),
                amounts.sums(reading.tools(), new HashMap<>()),
                texts.agreed(slots.model()),
                texts.text(slots.id()),
                texts.orMixed(slots.tier()),
                texts.agreed(slots.finish()),
                traits);
    }
}
