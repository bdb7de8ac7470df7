/** Any other API: a target, and the headers that it wants. */
@NullMarked
package dev.gangway.provider.generic;

import org.jspecify.annotations.NullMarked;
