// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The settings of a role as a Markdown table, printed from the keys. A README holds it between
/// `<!-- settings -->` and `<!-- /settings -->`; a test of each role fails when it is stale.
public final class SettingsTable {
    private static final Pattern BLOCK =
            Pattern.compile("(?s)(<!-- settings -->\n).*?(<!-- /settings -->)");

    private SettingsTable() {}

    public static String of(ConfigDef keys) {
        var table = new StringBuilder("| setting | default | meaning |\n|---|---|---|\n");
        for (var key : keys.configKeys().values()) {
            table.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(key.name, shownDefault(key), key.documentation));
        }
        return table.toString();
    }

    /// The same README with a fresh table.
    public static String refresh(String readme, ConfigDef keys) {
        return BLOCK.matcher(readme).replaceFirst("$1" + Matcher.quoteReplacement(of(keys)) + "$2");
    }

    static String shownDefault(ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        var value = ConfigDef.convertToString(key.defaultValue, key.type);
        return value == null || value.isEmpty()
                ? "–"
                : key.type == Type.PASSWORD ? "hidden" : "`" + value + "`";
    }
}
