/** What can be asked of the Runtime API; a class for each command. */
@NullMarked
package io.epochgateway.runtimeapi.command;

import org.jspecify.annotations.NullMarked;
