/** The Spring Boot side: properties, endpoint, meters, lifecycle, failure analysis. */
@NullMarked
package io.epochgateway.autoconfigure;

import org.jspecify.annotations.NullMarked;
