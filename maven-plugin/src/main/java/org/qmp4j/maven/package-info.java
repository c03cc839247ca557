/**
 * The goal {@code qmp4j:generate}.
 *
 * <p>In: the configuration of a Maven project. Out: Java files in one of its folders. This package must not depend on the
 * content of these files.
 */
@NullMarked
package org.qmp4j.maven;

import org.jspecify.annotations.NullMarked;
