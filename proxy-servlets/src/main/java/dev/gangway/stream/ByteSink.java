package dev.gangway.stream;

/** Takes bytes in pieces. Does not keep the array. */
@FunctionalInterface
public interface ByteSink {

    /** Takes {@code length} bytes from {@code offset} on. */
    void feed(byte[] bytes, int offset, int length);
}
