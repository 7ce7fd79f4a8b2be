// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// `./radfm dead-letters list|show|redrive`: what nobody could use, and once the cause is gone, how
/// it gets another chance. Never shows content: it may be a patient's.
@Command(
        name = "dead-letters",
        description = "List records nobody could use; send them to where they came from again.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DeadLettersCommand.ListThem.class,
            DeadLettersCommand.Show.class,
            DeadLettersCommand.Redrive.class
        })
public final class DeadLettersCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 1;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /// One JSON object a line.
    static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private Json() {}

        static ObjectNode of(DeadLetter letter) {
            var json = MAPPER.createObjectNode();
            json.put("offset", letter.offset());
            letter.origin()
                    .ifPresent(
                            origin ->
                                    json.putObject("origin")
                                            .put("topic", origin.topic())
                                            .put("partition", origin.partition())
                                            .put("offset", origin.offset()));
            return json.put("time", letter.time().toString())
                    .put("exception", letter.exception())
                    .put("reason", letter.reason())
                    .put("bytes", letter.bytes())
                    .put("redriven", letter.redriven());
        }
    }

    private static String origin(DeadLetter letter) {
        return letter.origin().map(DeadLetter.Origin::toString).orElse("unknown");
    }

    @Command(
            name = "list",
            description = "Where each letter came from, why, when and how large. Newest last.",
            mixinStandardHelpOptions = true)
    static final class ListThem implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private BrokerOptions broker;

        @Option(
                names = "--topic",
                paramLabel = "NAME",
                description = "Only those that came from this topic.")
        private String topic;

        @Option(names = "--all", description = "Also those that were redriven.")
        private boolean all;

        @Option(
                names = "--limit",
                defaultValue = "1000",
                paramLabel = "N",
                description = "No more than the newest N. Default: ${DEFAULT-VALUE}.")
        private int limit;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            var newest = new ArrayDeque<DeadLetter>();
            new DeadLetterBox(broker.clientProperties())
                    .read(
                            letter -> {
                                if ((all || !letter.redriven()) && isFrom(topic, letter)) {
                                    newest.add(letter);
                                    if (newest.size() > limit) {
                                        newest.remove();
                                    }
                                }
                            });
            print(newest, spec.commandLine().getOut());
            return 0;
        }

        private void print(Iterable<DeadLetter> letters, PrintWriter out) {
            if (json) {
                letters.forEach(letter -> out.println(Json.of(letter)));
            } else {
                out.printf(
                        "%8s  %-8s  %-24s  %10s  %-36s  %s%n",
                        "OFFSET", "STATE", "TIME", "BYTES", "ORIGIN", "REASON");
                for (var letter : letters) {
                    out.printf(
                            "%8d  %-8s  %-24s  %10d  %-36s  %s%n",
                            letter.offset(),
                            letter.redriven() ? "redriven" : "waiting",
                            letter.time(),
                            letter.bytes(),
                            origin(letter),
                            letter.reason().isEmpty() ? letter.exception() : letter.reason());
                }
            }
            out.flush();
        }
    }

    private static boolean isFrom(String topic, DeadLetter letter) {
        return topic == null
                || letter.origin().filter(origin -> origin.topic().equals(topic)).isPresent();
    }

    @Command(
            name = "show",
            description = "All that is known of one letter, with the trace of what failed.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private BrokerOptions broker;

        @Parameters(paramLabel = "OFFSET", description = "Its offset, as list tells it.")
        private long offset;

        @Option(names = "--json", description = "As a JSON object.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            var box = new DeadLetterBox(broker.clientProperties());
            var record = box.record(offset);
            if (record.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("There is no dead letter at offset " + offset + ".");
                return INCOMPLETE;
            }
            var letters = new ArrayDeque<DeadLetter>(); // whether it was redriven stands behind it
            box.read(
                    each -> {
                        if (each.offset() == offset) {
                            letters.add(each);
                        }
                    });
            var trace = DeadLetter.text(record.get().headers(), DeadLetter.HEADER + "stacktrace");
            print(
                    letters.isEmpty() ? DeadLetter.of(record.get(), false) : letters.getFirst(),
                    trace,
                    spec.commandLine().getOut());
            return 0;
        }

        private void print(DeadLetter letter, String trace, PrintWriter out) {
            if (json) {
                out.println(Json.of(letter).put("trace", trace));
            } else {
                out.println("offset     " + letter.offset());
                out.println("state      " + (letter.redriven() ? "redriven" : "waiting"));
                out.println("origin     " + origin(letter));
                out.println("time       " + letter.time());
                out.println("bytes      " + letter.bytes());
                out.println("exception  " + letter.exception());
                out.println("reason     " + letter.reason());
                out.print(trace.isEmpty() ? "" : "trace\n" + trace.indent(2));
            }
            out.flush();
        }
    }

    @Command(
            name = "redrive",
            description =
                    "Send letters to where they came from, as they were. Each origin once, however"
                            + " often this is repeated.",
            mixinStandardHelpOptions = true)
    static final class Redrive implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private BrokerOptions broker;

        @Parameters(paramLabel = "OFFSET", description = "Offsets of letters, as list tells them.")
        private List<Long> offsets = List.of();

        @Option(names = "--all", description = "Every letter that waits.")
        private boolean all;

        @Option(
                names = "--topic",
                paramLabel = "NAME",
                description = "Every letter that came from this topic and waits.")
        private String topic;

        @Option(names = "--dry-run", description = "Tell what would be done; do nothing.")
        private boolean dryRun;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            if (offsets.isEmpty() == (!all && topic == null)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Name offsets, or --topic NAME, or --all.");
            }
            var missing = new HashSet<>(offsets);
            var told = new Told(spec.commandLine().getOut(), json);
            var box = new DeadLetterBox(broker.clientProperties());
            if (dryRun) {
                box.rehearse(letter -> chosen(letter, missing), told::tell);
            } else {
                box.redrive(letter -> chosen(letter, missing), told::tell);
            }
            told.out.flush();
            missing.forEach(
                    offset ->
                            spec.commandLine()
                                    .getErr()
                                    .println("There is no dead letter at offset " + offset + "."));
            return missing.isEmpty() && told.refused == 0 ? 0 : INCOMPLETE;
        }

        private boolean chosen(DeadLetter letter, Set<Long> missing) {
            return offsets.isEmpty()
                    ? !letter.redriven() && isFrom(topic, letter)
                    : missing.remove(letter.offset());
        }
    }

    /// Prints what became of each letter, and counts those that could not be sent.
    private static final class Told {
        private final PrintWriter out;
        private final boolean json;
        private int refused;

        Told(PrintWriter out, boolean json) {
            this.out = out;
            this.json = json;
        }

        void tell(DeadLetterBox.Redriven redriven) {
            var verdict = redriven.verdict();
            if (verdict == DeadLetterBox.Verdict.NO_ORIGIN
                    || verdict == DeadLetterBox.Verdict.NO_TOPIC) {
                refused++;
            }
            if (json) {
                out.println(Json.of(redriven.letter()).put("verdict", verdict.name()));
            } else {
                out.printf(
                        "%8d  %-36s  %s%n",
                        redriven.letter().offset(), origin(redriven.letter()), verdict.meaning);
            }
        }
    }
}
