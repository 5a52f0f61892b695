import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LicenseStatus, licenseStatusCodes } from "../../protocols/oss/index.ts";
import { APPLICATION_STATES } from "../numbering/index.ts";
import { statusToReport } from "./index.ts";

function told(states: readonly string[], kind = "new"): readonly LicenseStatus[] {
  const statuses: LicenseStatus[] = [];
  for (const state of states) {
    const status = statusToReport({ kind, state }, statuses.at(-1) ?? null);
    if (status !== null) statuses.push(status);
  }
  return statuses;
}

describe("what OSS is told of a licence application", () => {
  it("is that it was sent and is complete, that it is looked at, and that its documents are verified", () => {
    expect(told(["submitted", "complete", "checking", "checked", "endorsed", "verified"], "licence")).toEqual([
      "requirements-sent",
      "documents-complete",
      "validating",
      "documents-complete",
    ]);
  });

  it("follows questions and corrections by their own pairs of statuses", () => {
    const states = [
      "submitted",
      "complete",
      "checking",
      "paused",
      "resumed",
      "returned",
      "corrected",
      "checked",
      "rejected",
    ];
    expect(told(states, "licence")).toEqual([
      "requirements-sent",
      "documents-complete",
      "validating",
      "confirmation-asked",
      "confirmation-given",
      "correction-asked",
      "correction-given",
      "validating",
      "rejected",
    ]);
  });
});

describe("what OSS is told of documents that count as verified because the ministry was late", () => {
  it("is status 57, wherever the case stood", () => {
    for (const state of ["checking", "checked", "endorsed"]) {
      const last = told(["submitted", "complete", state, "deemed"], "licence").at(-1);
      expect(last).toBe("deemed-approved");
      expect(licenseStatusCodes[last ?? "rejected"]).toBe("57");
    }
  });
});

describe("what OSS is told of a case", () => {
  it("is one status for the whole of the check, from the one who takes it to the proposal", () => {
    expect(told(["submitted", "checking", "checked", "endorsed", "proposed", "approved"])).toEqual([
      "requirements-sent",
      "validating",
      "approved",
    ]);
  });

  it("follows a correction by its own pair of statuses, as often as there is one", () => {
    const round = ["returned", "checking"];
    expect(told(["submitted", "checking", ...round, ...round, "checked", "rejected"])).toEqual([
      "requirements-sent",
      "validating",
      "correction-asked",
      "correction-given",
      "correction-asked",
      "correction-given",
      "validating",
      "rejected",
    ]);
  });

  it("names a pause and its end", () => {
    expect(told(["submitted", "checking", "paused", "resumed", "checked"])).toEqual([
      "requirements-sent",
      "validating",
      "confirmation-asked",
      "confirmation-given",
      "validating",
    ]);
  });

  it("is nothing for a draft, for a draft withdrawn, and for a state nobody knows", () => {
    expect(told(["draft", "withdrawn"])).toEqual([]);
    expect(statusToReport({ kind: "new", state: "lost" }, null)).toBeNull();
    expect(told(["submitted", "withdrawn"])).toEqual(["requirements-sent", "rejected"]);
  });

  it("is never the same twice in a row, so that a lost one can be told from one that arrived", () => {
    const state = fc.constantFrom(...APPLICATION_STATES, "paused", "resumed");
    fc.assert(
      fc.property(fc.array(state, { maxLength: 30 }), (states) => {
        const statuses = told(states);
        expect(statuses.every((status, index) => status !== statuses[index + 1])).toBe(true);
      }),
    );
  });
});
