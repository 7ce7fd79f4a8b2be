// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

/// What a presentation context is proposed for: one SOP class in one transfer syntax.
public record ObjectKind(String sopClassUid, String transferSyntax) {}
