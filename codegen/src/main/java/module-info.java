/** Turns QEMU's schemas into Java source. */
module org.qmp4j.codegen {
    requires transitive org.qmp4j.schema;
    requires org.qmp4j.protocol;
    requires com.palantir.javapoet;
    requires java.compiler;
    requires static transitive org.jspecify;

    exports org.qmp4j.codegen;
}
