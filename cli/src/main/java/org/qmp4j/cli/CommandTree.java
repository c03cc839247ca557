package org.qmp4j.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/** Creates the subcommands with their options and help. */
final class CommandTree {
    private static final int HELP_WIDTH = 100;
    /** Indents a second synopsis below the first one, which follows "Usage: ". */
    private static final String ALIGNED = " ".repeat("Usage: ".length());

    private static final Set<String> SHORT_LIVED = Set.of("exec", "hmp");

    private final Environment environment;

    private CommandTree(Environment environment) {
        this.environment = environment;
    }

    /**
     * Creates the command line parser for these arguments. Creating a subcommand takes ten milliseconds, so if the first
     * argument is a short-lived subcommand, only that one is created.
     */
    static CommandLine of(Environment environment, String... arguments) {
        String first = arguments.length > 0 ? arguments[0] : "";
        return new CommandTree(environment).root(SHORT_LIVED.contains(first) ? first::equals : any -> true);
    }

    private CommandLine root(Predicate<String> wanted) {
        CommandLine root = new CommandLine(new RootCommand(environment));
        subcommands().forEach((name, make) -> {
            if (wanted.test(name)) {
                root.addSubcommand(name, make.get());
            }
        });
        configure(root);
        return root;
    }

    private Map<String, Supplier<CommandLine>> subcommands() {
        Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();
        all.put("exec", () -> exec(outgoing(), "qmp exec [OPTIONS] "));
        all.put("events", () -> events(outgoing(), "qmp events [OPTIONS] "));
        all.put("hmp", () -> hmp(outgoing(), "qmp hmp [OPTIONS] "));
        all.put("listen", this::listen);
        all.put("schema", this::schema);
        all.put("record", () -> withExitCodes(new CommandLine(new RecordCommand(environment))));
        all.put("fake", () -> withExitCodes(new CommandLine(new FakeCommand(environment))));
        all.put("run", this::run);
        all.put("try", () -> withExitCodes(new CommandLine(new TryCommand(environment))));
        all.put("completion", () -> new CommandLine(new CompletionCommand(environment)));
        return all;
    }

    private CommandLine schema() {
        CommandLine schema = new CommandLine(new SchemaCommand());
        schema.addSubcommand("show", withExitCodes(new CommandLine(new SchemaShowCommand(environment))));
        schema.addSubcommand("diff", new CommandLine(new SchemaDiffCommand(environment)));
        schema.addSubcommand("check", new CommandLine(new SchemaCheckCommand(environment)));
        schema.addSubcommand("dump", new CommandLine(new SchemaDumpCommand(environment)));
        schema.addSubcommand("facts", new CommandLine(new SchemaFactsCommand(environment)));
        return schema;
    }

    private CommandLine run() {
        CommandLine run = withExitCodes(new CommandLine(new RunCommand(environment)));
        run.getCommandSpec().usageMessage().customSynopsis("qmp run [OPTIONS] [-- QEMU-ARGUMENT ...]");
        return run;
    }

    private OutgoingConnection outgoing() {
        return new OutgoingConnection(environment);
    }

    private CommandLine listen() {
        ListenCommand source = new ListenCommand(environment);
        CommandLine listen = withExitCodes(new CommandLine(source));
        listen.addSubcommand("exec", withListenExamples(exec(source, "qmp listen [ADDRESS] exec [OPTIONS] ")));
        listen.addSubcommand("events", withListenExamples(events(source, "qmp listen [ADDRESS] events [OPTIONS] ")));
        listen.addSubcommand("hmp", withListenExamples(hmp(source, "qmp listen [ADDRESS] hmp [OPTIONS] ")));
        return listen;
    }

    /** Moves the address in the examples to the place where 'listen' expects it. */
    private static CommandLine withListenExamples(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.footer(Stream.of(usage.footer())
                .map(example -> example.replaceAll("qmp (\\w+) (unix:\\S+)", "qmp listen $2 $1"))
                .toArray(String[]::new));
        return line;
    }

    private CommandLine exec(SessionSource source, String synopsis) {
        String start = synopsis + source.addressInSynopsis();
        return connecting(
                new ExecCommand(environment, source),
                source,
                start + "COMMAND [KEY=VALUE ...]",
                ALIGNED + start + "-",
                ALIGNED + start + "--json MESSAGE");
    }

    private CommandLine events(SessionSource source, String synopsis) {
        return connecting(
                new EventsCommand(environment, source), source, synopsis + source.addressInSynopsis() + "[NAME ...]");
    }

    private CommandLine hmp(SessionSource source, String synopsis) {
        return connecting(new HmpCommand(environment, source), source, synopsis + source.addressInSynopsis() + "LINE");
    }

    private static CommandLine connecting(Object command, SessionSource source, String... synopsis) {
        CommandLine line = withExitCodes(new CommandLine(command));
        line.getCommandSpec().usageMessage().customSynopsis(synopsis);
        if (source instanceof OutgoingConnection outgoing) {
            line.addMixin("address", outgoing);
        }
        return line;
    }

    private static CommandLine withExitCodes(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(ExitCode.meanings());
        return line;
    }

    /** Settings for all subcommands. */
    private void configure(CommandLine root) {
        addHelp(root);
        ErrorReport errors = new ErrorReport(environment);
        root.registerConverter(Duration.class, new DurationConverter())
                .registerConverter(Long.class, CommandTree::wholeNumber)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(Help.defaultColorScheme(environment.colour() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(new OutputStreamWriter(environment.output(), StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(new OutputStreamWriter(environment.errors(), StandardCharsets.UTF_8), true))
                .setParameterExceptionHandler(errors::wrongUsage)
                .setExecutionExceptionHandler(errors::failed);
    }

    private static Long wholeNumber(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException wrong) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static void addHelp(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        spec.usageMessage().optionListHeading("%nOptions:%n");
        spec.usageMessage().commandListHeading("%nSubcommands:%n");
        spec.usageMessage().sortOptions(false);
        line.getSubcommands().values().forEach(CommandTree::addHelp);
    }
}
