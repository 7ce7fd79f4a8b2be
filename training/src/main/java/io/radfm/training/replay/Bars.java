// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.util.Map;

/// Counts as an SVG of bars, for a data set's card.
final class Bars {
    private static final int ROW = 20;
    private static final int NAME = 220;
    private static final int WIDEST = 420;

    private Bars() {}

    static String svg(String title, Map<String, Long> counts) {
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
        var svg = new StringBuilder();
        svg.append(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"%d\""
                                + " font-family=\"sans-serif\" font-size=\"13\">\n")
                        .formatted((counts.size() + 2) * ROW));
        text(svg, 8, ROW, title);
        int y = 2 * ROW;
        for (var each : counts.entrySet()) {
            long width = Math.max(1, WIDEST * each.getValue() / Math.max(1, most));
            text(svg, 8, y, each.getKey());
            svg.append(
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\" fill=\"#4878a8\"/>\n"
                            .formatted(NAME, y - 12, width));
            text(svg, NAME + (int) width + 6, y, Long.toString(each.getValue()));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, int x, int y, String text) {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        svg.append("<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(x, y, escaped));
    }
}
