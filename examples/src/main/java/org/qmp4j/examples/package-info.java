/**
 * The Java samples of the README and of {@code docs/guide}, one class or package for each page.
 *
 * <p>A sample is what stands between {@code tag::NAME} and {@code end::NAME}. A test compares it with the page, and another
 * runs it against a real QEMU and compares what it prints.
 */
@NullMarked
package org.qmp4j.examples;

import org.jspecify.annotations.NullMarked;
