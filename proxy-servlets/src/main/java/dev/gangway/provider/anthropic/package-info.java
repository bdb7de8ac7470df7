/** Anthropic. */
@NullMarked
package dev.gangway.provider.anthropic;

import org.jspecify.annotations.NullMarked;
