package dev.gangway.config;

/** Text, never empty, to a value. */
@FunctionalInterface
interface Parser<T> {

    T parse(String text) throws BadValue;
}
