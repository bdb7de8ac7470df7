package dev.gangway.observe;

/** A sink without objects in objects: a nested field is called {@code usage.input_tokens}. */
abstract class FlatSink implements FieldSink {

    /** What the names of fields begin with, such as {@code usage.}. */
    protected String prefix = "";

    @Override
    public final void begin(String name) {
        prefix = prefix + name + ".";
    }

    @Override
    public final void end() {
        prefix = prefix.substring(0, prefix.lastIndexOf('.', prefix.length() - 2) + 1);
    }
}
