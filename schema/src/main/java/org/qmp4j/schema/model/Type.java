package org.qmp4j.schema.model;

/** A type with a name. Lists have no name: see {@link TypeRef.ListOf}. */
public sealed interface Type extends Definition permits BuiltinType, EnumType, ObjectType, AlternateType {}
