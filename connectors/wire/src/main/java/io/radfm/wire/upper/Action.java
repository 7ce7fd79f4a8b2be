// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import static io.radfm.wire.upper.State.*;

/// PS3.8 Tables 9-6 to 9-9: what is done, and the state that follows. What each does is in
/// [UpperLayer]. AE-6 and AR-8 have two states to go on to; the second of AE-6 is after a refusal,
/// the second of AR-8 is the acceptor's.
enum Action {
    AE_1(STA4),
    AE_2(STA5),
    AE_3(STA6),
    AE_4(STA1),
    AE_5(STA2),
    AE_6(STA3, STA13),
    AE_7(STA6),
    AE_8(STA13),
    DT_1(STA6),
    DT_2(STA6),
    AR_1(STA7),
    AR_2(STA8),
    AR_3(STA1),
    AR_4(STA13),
    AR_5(STA1),
    AR_6(STA7),
    AR_7(STA8),
    AR_8(STA9, STA10),
    AR_9(STA11),
    AR_10(STA12),
    AA_1(STA13),
    AA_2(STA1),
    AA_3(STA1),
    AA_4(STA1),
    AA_5(STA1),
    AA_6(STA13),
    AA_7(STA13),
    AA_8(STA13);

    final State next;
    final State otherwise;

    Action(State next) {
        this(next, next);
    }

    Action(State next, State otherwise) {
        this.next = next;
        this.otherwise = otherwise;
    }
}
