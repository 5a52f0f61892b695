/** The skills of an agent as form rows. */
import type { SkillRow } from "../../parts/skill-rows.tsx";

/** Maximum number of skills of an agent. */
export const SKILLS_MAX = 50;

/** Parses the rows; rows without a name are dropped. Null means that a skill occurs twice. */
export function readSkills(rows: readonly SkillRow[]): Readonly<Record<string, number>> | null {
  const said = rows.map(({ skill, level }) => [skill.trim(), level] as const).filter(([skill]) => skill !== "");
  const skills = Object.fromEntries(said);
  return Object.keys(skills).length === said.length ? skills : null;
}

/** Converts skills to form rows. */
export function skillRows(skills: Readonly<Record<string, number>>): readonly SkillRow[] {
  return Object.entries(skills).map(([skill, level]) => ({ skill, level }));
}
