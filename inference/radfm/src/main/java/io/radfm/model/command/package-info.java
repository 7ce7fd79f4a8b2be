// SPDX-License-Identifier: Apache-2.0
/// `./radfm model …`: what can be done with a model directory without asking it anything.
///
/// ```
/// convert   checkpoint ─► directory        inspect   directory ─► parts, bytes, digests
/// verify    directory + expected.npz ─► largest errors
/// ```
package io.radfm.model.command;
