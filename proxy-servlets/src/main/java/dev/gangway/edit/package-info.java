/** The few edits of bodies: byte for byte, bounded, and only where a route or a provider's rule asks for them. */
@NullMarked
package dev.gangway.edit;

import org.jspecify.annotations.NullMarked;
