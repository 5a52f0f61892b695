import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptRefusal, invitationState, leaveRefusal, officerRoleRefusal } from "./invitation.ts";

const OPEN = { expiresAtMs: 1_000, isAccepted: false, isWithdrawn: false, emailKey: "budi@uji.invalid" };
const accepting = (changes: object = {}) => ({
  invitation: { ...OPEN, ...changes },
  mayStillInvite: true,
  emailKey: OPEN.emailKey,
});

describe("an invitation", () => {
  it("is open to the millisecond before its end", () => {
    expect(invitationState(OPEN, 999)).toBe("open");
    expect(invitationState(OPEN, 1_000)).toBe("over");
  });

  it.each([
    ["accepted", { isAccepted: true }, "invitation-accepted"],
    ["withdrawn", { isWithdrawn: true }, "invitation-withdrawn"],
    ["run out", { expiresAtMs: 0 }, "invitation-over"],
  ] as const)("that is %s is refused", (_, changes, refusal) => {
    expect(acceptRefusal(accepting(changes), 500)).toBe(refusal);
  });

  it("goes with its address, and with whoever may still invite", () => {
    expect(acceptRefusal(accepting(), 500)).toBeNull();
    expect(acceptRefusal({ ...accepting(), emailKey: "lain@uji.invalid" }, 500)).toBe("invitation-for-another");
    expect(acceptRefusal({ ...accepting(), mayStillInvite: false }, 500)).toBe("invitation-withdrawn");
    expect(acceptRefusal({ ...accepting(), invitation: undefined }, 500)).toBe("invitation-unknown");
  });

  it("to be an officer names a role of the ministry with a team that fits", () => {
    expect(officerRoleRefusal("evaluator", "numbering")).toBeNull();
    expect(officerRoleRefusal("evaluator", null)).toBe("role-team-unfit");
    expect(officerRoleRefusal("applicant-owner", null)).toBe("role-team-unfit");
  });
});

describe("a role in a company", () => {
  const facts = { role: "applicant-staff", isOwn: false, isByOwner: true, otherOwners: 1 };
  it("is ended by an owner or by its holder, by nobody else", () => {
    expect(leaveRefusal(facts)).toBeNull();
    expect(leaveRefusal({ ...facts, isByOwner: false, isOwn: true })).toBeNull();
    expect(leaveRefusal({ ...facts, isByOwner: false })).toBe("not-an-owner");
  });

  it("is never ended when it is the last owner's, whoever asks", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (isOwn, isByOwner) => {
        expect(leaveRefusal({ role: "applicant-owner", isOwn, isByOwner, otherOwners: 0 })).not.toBeNull();
      }),
    );
  });

  it("of a consultant goes with his letter of authority", () => {
    expect(leaveRefusal({ ...facts, role: "consultant" })).toBe("colleague-by-letter");
  });
});
