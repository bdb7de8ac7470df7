/**
 * A program that pretends to be the providers' APIs, for trying the gateway without keys and for tests.
 *
 * <p>The way of a request: {@code FrontDesk} reads it into a {@code Call}, {@code Router} picks the {@code Api}, which
 * makes a {@code Reply}, which {@code ReplyWriter} sends at the asked pace.
 */
@NullMarked
package dev.gangway.examples.standin;

import org.jspecify.annotations.NullMarked;
