/** Composition root: configuration to live objects, start and stop. */
@NullMarked
package dev.gangway.gateway;

import org.jspecify.annotations.NullMarked;
