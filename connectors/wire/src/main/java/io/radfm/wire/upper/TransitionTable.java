// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import java.util.Optional;

/// PS3.8 Table 9-10, kept in its shape. Rows are events, columns Sta1 … Sta13; a dot cannot happen.
final class TransitionTable {
    private static final String TABLE =
            """
                  1     2     3     4     5     6     7     8     9     10    11    12    13
            Evt1  AE-1  .     .     .     .     .     .     .     .     .     .     .     .
            Evt2  .     .     .     AE-2  .     .     .     .     .     .     .     .     .
            Evt3  .     AA-1  AA-8  .     AE-3  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
            Evt4  .     AA-1  AA-8  .     AE-4  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
            Evt5  AE-5  .     .     .     .     .     .     .     .     .     .     .     .
            Evt6  .     AE-6  AA-8  .     AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-7
            Evt7  .     .     AE-7  .     .     .     .     .     .     .     .     .     .
            Evt8  .     .     AE-8  .     .     .     .     .     .     .     .     .     .
            Evt9  .     .     .     .     .     DT-1  .     AR-7  .     .     .     .     .
            Evt10 .     AA-1  AA-8  .     AA-8  DT-2  AR-6  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
            Evt11 .     .     .     .     .     AR-1  .     .     .     .     .     .     .
            Evt12 .     AA-1  AA-8  .     AA-8  AR-2  AR-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
            Evt13 .     AA-1  AA-8  .     AA-8  AA-8  AR-3  AA-8  AA-8  AR-10 AR-3  AA-8  AA-6
            Evt14 .     .     .     .     .     .     .     AR-4  AR-9  .     .     AR-4  .
            Evt15 .     .     AA-1  AA-2  AA-1  AA-1  AA-1  AA-1  AA-1  AA-1  AA-1  AA-1  .
            Evt16 .     AA-2  AA-3  .     AA-3  AA-3  AA-3  AA-3  AA-3  AA-3  AA-3  AA-3  AA-2
            Evt17 .     AA-5  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AR-5
            Evt18 .     AA-2  .     .     .     .     .     .     .     .     .     .     AA-2
            Evt19 .     AA-1  AA-8  .     AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-7
            """;

    private static final Action[][] CELLS = parse();

    private TransitionTable() {}

    static Optional<Action> action(Event event, State state) {
        return Optional.ofNullable(CELLS[event.ordinal()][state.ordinal()]);
    }

    private static Action[][] parse() {
        var cells = new Action[Event.values().length][State.values().length];
        TABLE.lines()
                .skip(1)
                .map(line -> line.split(" +"))
                .forEach(
                        row -> {
                            int event = Event.valueOf(row[0].toUpperCase()).ordinal();
                            for (int state = 0; state < State.values().length; state++) {
                                var cell = row[state + 1];
                                cells[event][state] =
                                        cell.equals(".")
                                                ? null
                                                : Action.valueOf(cell.replace('-', '_'));
                            }
                        });
        return cells;
    }
}
