package org.qmp4j.schema.model;

import java.util.Optional;

/**
 * An event.
 *
 * @param data name of the object type of its data; empty if it has none
 * @param boxed whether QEMU's code takes the data as one value
 */
public record Event(String name, Optional<String> data, boolean boxed, Attributes attributes) implements Definition {}
