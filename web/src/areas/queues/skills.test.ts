import { describe, expect, it } from "vitest";
import { readSkills, skillRows } from "./skills.ts";

describe("the skills of an agent in a form", () => {
  it("are read back as they were, without rows that have no name", () => {
    const skills = { "Bahasa Inggris": 7, Tagihan: 1 };
    expect(readSkills([...skillRows(skills), { skill: "  ", level: 3 }])).toEqual(skills);
    expect(readSkills([{ skill: " Tagihan ", level: 2 }])).toEqual({ Tagihan: 2 });
  });

  it("are none when a skill is said twice: one of its levels would be lost", () => {
    expect(
      readSkills([
        { skill: "Tagihan", level: 1 },
        { skill: "Tagihan ", level: 2 },
      ]),
    ).toBeNull();
  });
});
