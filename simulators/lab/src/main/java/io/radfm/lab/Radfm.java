// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/// `./radfm NAME [options]`. Help and version load nothing else, so that they answer at once.
public final class Radfm {
    private static final int USAGE = 2;

    private Radfm() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.isEmpty()) {
            err.print(help());
            return USAGE;
        }
        var first = words.getFirst();
        var rest = words.subList(1, words.size());
        return switch (first) {
            case "help", "-h", "--help" -> {
                if (!rest.isEmpty()) {
                    var asked = new ArrayList<>(rest);
                    asked.add("--help");
                    yield run(asked, out, err);
                }
                out.print(help());
                yield 0;
            }
            case "version", "-V", "--version" -> {
                out.println(version());
                yield 0;
            }
            default -> {
                var command = Command.named(first);
                yield command.isPresent()
                        ? CommandLines.execute(command.get(), rest)
                        : unknown(first, err);
            }
        };
    }

    private static int unknown(String word, PrintStream err) {
        err.println("radfm: there is no role or command '" + word + "'.");
        Command.nearest(word)
                .ifPresent(it -> err.println("Did you mean ./radfm " + it.word() + "?"));
        err.println("./radfm help lists all.");
        return USAGE;
    }

    /// Every role and command, one line each, in groups.
    static String help() {
        var text = new StringBuilder();
        text.append(
                "RadFM Streams: draft radiology reports in real time. Not for clinical use.\n\n");
        text.append("Usage: ./radfm NAME [options]        ./radfm NAME --help tells the options\n");
        for (var group : Command.Group.values()) {
            text.append('\n').append(group.title()).append('\n');
            Arrays.stream(Command.values())
                    .filter(command -> command.group() == group)
                    .forEach(
                            command ->
                                    text.append(
                                            "  %-12s %s\n"
                                                    .formatted(command.word(), command.summary())));
        }
        text.append("\n  help         This list; help NAME is NAME --help.\n");
        text.append("  version      Which version this is.\n");
        return text.toString();
    }

    static String version() {
        var properties = new Properties();
        try (var in = Radfm.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return "RadFM Streams %s, Java %s"
                .formatted(properties.getProperty("version"), Runtime.version());
    }
}
