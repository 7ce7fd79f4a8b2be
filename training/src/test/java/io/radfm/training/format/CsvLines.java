// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values, quoted or not, taken apart.
final class CsvLines {
    private CsvLines() {}

    static List<List<String>> of(String text) {
        var lines = new ArrayList<List<String>>();
        var line = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                line.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    lines.add(List.copyOf(line));
                    line.clear();
                }
            } else {
                field.append(c);
            }
        }
        return lines;
    }
}
