// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import java.util.Locale;

/// A drawing, element after element. Colours come from the page's style: contestant `n` has the
/// classes `s0`, `s1` … for lines and `f0`, `f1` … for areas.
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /// @param title read aloud in place of the drawing
    Svg(double width, double height, String title) {
        add(
                "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">",
                number(width), number(height), escaped(title));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                style, number(x1), number(y1), number(x2), number(y2));
    }

    void circle(String style, double x, double y, double radius) {
        add(
                "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>",
                style, number(x), number(y), number(radius));
    }

    /// @param told when the pointer rests on it
    void bar(String style, double x, double y, double width, double height, String told) {
        add(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\">"
                        + "<title>%s</title></rect>",
                style, number(x), number(y), number(width), number(height), escaped(told));
    }

    void polygon(String style, double[] xs, double[] ys, boolean closed) {
        var points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(number(xs[i])).append(',').append(number(ys[i])).append(' ');
        }
        add(
                "<%s class=\"%s\" points=\"%s\"/>",
                closed ? "polygon" : "polyline", style, points.toString().strip());
    }

    /// @param anchor start, middle or end
    void label(String style, double x, double y, String anchor, String words) {
        add(
                "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                style, number(x), number(y), anchor, escaped(words));
    }

    String end() {
        return text + "</svg>";
    }

    private void add(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    static String escaped(String words) {
        var safe = new StringBuilder();
        words.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '&' -> safe.append("&amp;");
                                case '"' -> safe.append("&quot;");
                                case '\'' -> safe.append("&#39;");
                                default ->
                                        safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
                            }
                        });
        return safe.toString();
    }
}
