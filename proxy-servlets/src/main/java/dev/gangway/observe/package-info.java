/** One record per exchange, handed to listeners. */
@NullMarked
package dev.gangway.observe;

import org.jspecify.annotations.NullMarked;
