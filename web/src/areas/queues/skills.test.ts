import { describe, expect, it } from "vitest";
import { readSkills, writeSkills } from "./skills.ts";

describe("skills as they are typed", () => {
  it("are read line by line, and come back as they were", () => {
    const skills = readSkills("Bahasa Inggris 7\n\n  tagihan   10 ");
    expect(skills).toEqual({ "Bahasa Inggris": 7, tagihan: 10 });
    expect(readSkills(writeSkills(skills ?? {}))).toEqual(skills);
    expect(readSkills("")).toEqual({});
  });

  it.each(["tagihan", "tagihan 0", "tagihan 11", "7", "tagihan 3\ntagihan 4", `${"x".repeat(41)} 3`])(
    "are not read from %j",
    (text) => {
      expect(readSkills(text)).toBeNull();
    },
  );
});
