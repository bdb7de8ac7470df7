package dev.gangway.observe;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes records as lines of JSON. For one thread at a time. */
final class RecordJson implements FieldSink {

    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator("").build();
    private static final int USUAL_LENGTH = 1024;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_LENGTH);
    private JsonGenerator json = generator();

    private JsonGenerator generator() {
        return JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** {@code exchange} and {@code bodies} as one JSON object in UTF-8, with a line break. */
    byte[] line(ExchangeRecord exchange, @Nullable Bodies bodies) {
        try {
            json.writeStartObject();
            RecordFields.write(exchange, this);
            if (bodies != null) {
                bodies.write(this);
            }
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
            return out.toByteArray();
        } catch (RuntimeException | Error e) {
            json = generator();
            throw e;
        } finally {
            out.reset();
        }
    }

    /** {@code exchange} as a JSON object, without a line break. */
    static String text(ExchangeRecord exchange) {
        byte[] line = new RecordJson().line(exchange, null);
        return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    }

    @Override
    public void text(String name, String value) {
        json.writeStringProperty(name, value);
    }

    @Override
    public void number(String name, Number value) {
        json.writeName(name);
        if (value instanceof Double real) {
            json.writeNumber(real);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal.toPlainString());
        } else {
            json.writeNumber(value.longValue());
        }
    }

    @Override
    public void flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
    }

    @Override
    public void texts(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    @Override
    public void begin(String name) {
        json.writeObjectPropertyStart(name);
    }

    @Override
    public void end() {
        json.writeEndObject();
    }
}
