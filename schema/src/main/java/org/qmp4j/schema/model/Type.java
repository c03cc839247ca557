package org.qmp4j.schema.model;

/** A type that has a name. Lists have none: see {@link TypeRef.ListOf}. */
public sealed interface Type extends Definition permits BuiltinType, EnumType, ObjectType, AlternateType {}
