/** The command line. */
@NullMarked
package dev.gangway.agent.cli;

import org.jspecify.annotations.NullMarked;
