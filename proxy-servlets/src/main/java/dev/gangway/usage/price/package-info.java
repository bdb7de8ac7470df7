/** What usage costs: the price table, how a model's row is found in it, and the arithmetic. */
@NullMarked
package dev.gangway.usage.price;

import org.jspecify.annotations.NullMarked;
