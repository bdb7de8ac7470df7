/** A gateway that was there before, with Gangway for its LLM traffic. */
@NullMarked
package dev.gangway.examples.existing;

import org.jspecify.annotations.NullMarked;
