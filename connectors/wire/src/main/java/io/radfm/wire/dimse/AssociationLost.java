// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import java.io.IOException;

/// The association ended while an object was arriving: what came is not the object, and nothing of
/// it may be kept.
public final class AssociationLost extends IOException {
    private static final long serialVersionUID = 1L;

    AssociationLost(String how) {
        super("the association ended within an object: " + how);
    }
}
