/** Azure OpenAI, and Claude on Azure. */
@NullMarked
package dev.gangway.provider.azure;

import org.jspecify.annotations.NullMarked;
