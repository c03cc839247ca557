package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.TypeRef;
import org.qmp4j.schema.source.Syntax;

/** Reads a {@code command} or an {@code event}. */
final class CallReader {
    private static final Keys COMMAND = new Keys(
            List.of("command"),
            List.of(
                    "data",
                    "returns",
                    "boxed",
                    "if",
                    "features",
                    "gen",
                    "success-response",
                    "allow-oob",
                    "allow-preconfig",
                    "coroutine"));
    private static final Keys EVENT = new Keys(List.of("event"), List.of("data", "boxed", "if", "features"));

    private CallReader() {}

    static List<Declaration> readCommand(Subject subject) {
        COMMAND.require(subject.expression(), subject.origin(), "command");
        ImplicitObject arguments = data(subject);
        @Nullable Syntax answer = subject.get("returns");
        Optional<TypeRef> returns = answer == null
                ? Optional.empty()
                : Optional.of(new TypeReader(subject).nameOrList(answer, "'returns'"));
        Declaration.Head head = subject.head();
        Command.Flags flags = FlagReader.read(subject);
        List<Declaration> declared = new ArrayList<>(arguments.declared(subject, head));
        declared.addAll(subject.arrays(returns.stream().toList()));
        declared.add(new Declaration.Command(head, arguments.typeName(head), returns, flags));
        return declared;
    }

    static List<Declaration> readEvent(Subject subject) {
        EVENT.require(subject.expression(), subject.origin(), "event");
        ImplicitObject data = data(subject);
        Declaration.Head head = subject.head();
        boolean boxed = FlagReader.read(subject).boxed();
        List<Declaration> declared = new ArrayList<>(data.declared(subject, head));
        declared.add(new Declaration.Event(head, data.typeName(head), boxed));
        return declared;
    }

    private static ImplicitObject data(Subject subject) {
        @Nullable Syntax data = subject.get("data");
        if (!FlagReader.boxed(subject)) {
            return ImplicitObject.read(data, subject, "arg", "'data'");
        }
        if (data == null) {
            throw subject.origin().refusal("'boxed': true requires 'data'");
        }
        return ImplicitObject.named(new TypeReader(subject).name(data, "'data'"), "arg");
    }
}
