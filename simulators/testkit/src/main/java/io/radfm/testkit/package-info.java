// SPDX-License-Identifier: Apache-2.0
/// What tests of every module share: where the real data lies ([Shared]), which DICOM peers are
/// installed ([Peers]), how to wait for something without guessing a time ([Eventually]), where a
/// process may listen ([FreePort]), and what is started once for all classes ([OnePerRun]).
///
/// Nothing here stands in for anything: a test that lacks its data or its peer is reported as
/// skipped, with the reason, never as passed.
package io.radfm.testkit;
