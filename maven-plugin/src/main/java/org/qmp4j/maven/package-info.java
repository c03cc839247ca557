/**
 * The goal {@code qmp4j:generate}.
 *
 * <p>In: the configuration of a Maven project. Out: Java files in a folder of it. This package must not know what is in
 * those files.
 */
@NullMarked
package org.qmp4j.maven;

import org.jspecify.annotations.NullMarked;
