// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.Help.IParameterRenderer;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;

import java.util.Arrays;
import java.util.Set;

/// Help that names defaults where there are any: picocli also prints one for an option that begins
/// as an empty list, an empty text or an empty `Optional`.
final class TrueDefaults implements IHelpFactory {
    private static final Set<String> NONE =
            Set.of("Default:", "Default: []", "Default: Optional.empty");

    @Override
    public Help create(CommandSpec command, ColorScheme colours) {
        return new Help(command, colours) {
            @Override
            public IOptionRenderer createDefaultOptionRenderer() {
                var usual = super.createDefaultOptionRenderer();
                return (option, label, scheme) -> kept(usual.render(option, label, scheme));
            }

            @Override
            public IParameterRenderer createDefaultParameterRenderer() {
                var usual = super.createDefaultParameterRenderer();
                return (parameter, label, scheme) -> kept(usual.render(parameter, label, scheme));
            }
        };
    }

    /// The rows of one option; a default stands alone in the last column of a row of its own.
    private static Text[][] kept(Text[][] rows) {
        return Arrays.stream(rows)
                .filter(row -> !NONE.contains(row[row.length - 1].plainString().strip()))
                .toArray(Text[][]::new);
    }
}
