// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

import java.util.ArrayList;
import java.util.List;

/// Values of interest: which part of the values is shown, from black (0) to white (1) (PS3.3
/// C.11.2). The windows of an image come first, then its VOI LUTs; any may be chosen.
public sealed interface Voi {
    double apply(double value);

    /// What was applied, for provenance: `window 40/400 LINEAR`.
    String describe();

    record Windowed(Window window) implements Voi {
        @Override
        public double apply(double value) {
            return window.apply(value);
        }

        @Override
        public String describe() {
            return "window "
                    + shortest(window.center())
                    + "/"
                    + shortest(window.width())
                    + " "
                    + window.function();
        }

        private static String shortest(double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e9
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
    }

    /// One item of the VOI LUT Sequence (0028,3010).
    final class Table implements Voi {
        private final LookupTable table;

        Table(LookupTable table) {
            this.table = table;
        }

        @Override
        public double apply(double value) {
            return (double) table.apply(value) / table.white();
        }

        @Override
        public String describe() {
            return "VOI LUT of " + table.size() + " entries";
        }
    }

    /// All that the VOI LUT Module or the Frame VOI LUT Macro offers. Windows without a valid width
    /// are passed over.
    static List<Voi> of(DataSet attributes, boolean signed) throws UnusableImage {
        var offered = new ArrayList<Voi>();
        double[] centers = attributes.numbers(Tag.WINDOW_CENTER);
        double[] widths = attributes.numbers(Tag.WINDOW_WIDTH);
        var function =
                attributes
                        .string(Tag.VOILUT_FUNCTION)
                        .map(Window.Function::of)
                        .orElse(Window.Function.LINEAR);
        for (int i = 0; i < Math.min(centers.length, widths.length); i++) {
            var window = new Window(centers[i], widths[i], function);
            if (window.valid() && window.width() > 0) {
                offered.add(new Windowed(window));
            }
        }
        for (var item : attributes.items(Tag.VOILUT_SEQUENCE)) {
            offered.add(new Table(Luts.of(item, signed)));
        }
        return offered;
    }
}
