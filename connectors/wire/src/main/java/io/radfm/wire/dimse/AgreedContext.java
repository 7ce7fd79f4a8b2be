// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

/// A presentation context both sides agreed on: what may be sent under this ID, and how it is
/// encoded.
public record AgreedContext(int id, String abstractSyntax, String transferSyntax) {}
