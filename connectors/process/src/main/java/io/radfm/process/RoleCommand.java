// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// `./radfm <role> [options]`: parse, `--help` printed from the keys, start, wait for the signal,
/// close. The setting `dicom.port` is the option `--dicom-port` and the variable
/// `RADFM_DICOM_PORT`.
public final class RoleCommand {
    private static final int USAGE_WIDTH = 110;

    private final Role.Spec role;
    private final ConfigDef keys;

    private RoleCommand(Role.Spec role) {
        this.role = role;
        this.keys = ManagementServer.define(new ConfigDef(role.keys()));
    }

    /// The role as a command that a launcher can hang beside others.
    public static CommandLine of(Role.Spec role) {
        var command = new RoleCommand(role);
        var line = new CommandLine(command.specification());
        line.setExecutionStrategy(command::execute);
        line.setUsageHelpWidth(USAGE_WIDTH);
        return line;
    }

    private CommandSpec specification() {
        var specification = CommandSpec.create().name(role.name()).mixinStandardHelpOptions(true);
        specification
                .usageMessage()
                .description(role.summary())
                .abbreviateSynopsis(true)
                .sortOptions(false);
        specification.addOption(
                OptionSpec.builder("--config")
                        .type(Path.class)
                        .paramLabel("FILE")
                        .description("Properties file with settings by their dotted names.")
                        .build());
        specification.addOption(
                OptionSpec.builder("--settings-table")
                        .type(boolean.class)
                        .hidden(true)
                        .description("Print the settings as a Markdown table.")
                        .build());
        keys.configKeys().values().forEach(key -> specification.addOption(option(key)));
        return specification;
    }

    private static OptionSpec option(ConfigKey key) {
        var option = OptionSpec.builder(optionName(key.name)).description(description(key));
        return key.type == Type.BOOLEAN
                ? option.type(Boolean.class).arity("0").negatable(true).build()
                : option.type(String.class).paramLabel(label(key)).build();
    }

    static String optionName(String key) {
        return "--" + key.replace('.', '-').replace('_', '-');
    }

    private static String label(ConfigKey key) {
        return switch (key.type) {
            case INT, LONG, SHORT, DOUBLE -> "N";
            case LIST -> "A,B";
            case PASSWORD -> "SECRET";
            default -> "VALUE";
        };
    }

    private static String description(ConfigKey key) {
        var text =
                key.documentation
                        + " Default: "
                        + SettingsTable.shownDefault(key).replace("`", "")
                        + ".";
        return text.replace("%", "%%");
    }

    private int execute(ParseResult parsed) {
        var line = parsed.commandSpec().commandLine();
        var helpExit = CommandLine.executeHelpRequest(parsed);
        if (helpExit != null) {
            return helpExit;
        }
        if (parsed.hasMatchedOption("--settings-table")) {
            line.getOut().print(SettingsTable.of(keys));
            line.getOut().flush();
            return CommandLine.ExitCode.OK;
        }
        AbstractConfig settings;
        try {
            settings = SettingsReader.read(keys, given(parsed), System.getenv(), file(parsed));
        } catch (SettingsReader.BadSettings | UncheckedIOException e) {
            line.getErr().println(e.getMessage());
            line.getErr().println("See ./radfm " + role.name() + " --help.");
            return CommandLine.ExitCode.USAGE;
        }
        return run(settings, line);
    }

    private Map<String, String> given(ParseResult parsed) {
        var given = new HashMap<String, String>();
        for (var key : keys.names()) {
            Object value = parsed.matchedOptionValue(optionName(key), null);
            if (value != null) {
                given.put(key, value.toString());
            }
        }
        return given;
    }

    private static Optional<Path> file(ParseResult parsed) {
        return Optional.ofNullable(parsed.matchedOptionValue("--config", null));
    }

    private int run(AbstractConfig settings, CommandLine line) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try {
            var running = new ClosedOnce(role.starter().start(settings, metrics));
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
            try (var _ =
                    ManagementServer.start(
                            settings, Map.of(role.name(), running::health), metrics)) {
                return running.await();
            } finally {
                running.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandLine.ExitCode.SOFTWARE;
        } catch (Exception e) {
            line.getErr().println("radfm " + role.name() + " could not start: " + Reason.of(e));
            LoggerFactory.getLogger(RoleCommand.class).debug("start failed", e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /// A role that ends by itself or by a signal, whichever comes first, is closed once.
    private record ClosedOnce(Role role, AtomicBoolean closed) {
        ClosedOnce(Role role) {
            this(role, new AtomicBoolean());
        }

        Health health() {
            return role.health();
        }

        int await() throws InterruptedException {
            return role.await();
        }

        void close() {
            if (closed.compareAndSet(false, true)) {
                role.close();
            }
        }
    }
}
