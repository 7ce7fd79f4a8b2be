// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import java.util.List;

/// How one kind of finding is put into words, as patterns of [Grammar].
///
/// @param name as a diagnosis, without side or size: what a term list has
/// @param seen sentences of the findings section
/// @param concluded what the impression says, not a whole sentence
/// @param absent sentences that deny it
record Phrases(String name, List<String> seen, List<String> concluded, List<String> absent) {
    Phrases {
        seen = List.copyOf(seen);
        concluded = List.copyOf(concluded);
        absent = List.copyOf(absent);
    }
}
