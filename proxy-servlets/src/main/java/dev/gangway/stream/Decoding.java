package dev.gangway.stream;

/** Undoes a Content-Encoding of a copy. Malformed input ends it in silence. May hold memory until it is closed. */
public interface Decoding extends ByteSink, AutoCloseable {

    /** Gives its memory back; nothing is told after that. May be called twice. */
    @Override
    void close();
}
