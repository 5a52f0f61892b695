/** The skills of an agent as rows of a form. */
import type { SkillRow } from "../../parts/skill-rows.tsx";

/** How many skills an agent has at the most. */
export const SKILLS_MAX = 50;

/** The skills that rows say; rows without a name are left out, and null tells that a skill is said twice. */
export function readSkills(rows: readonly SkillRow[]): Readonly<Record<string, number>> | null {
  const said = rows.map(({ skill, level }) => [skill.trim(), level] as const).filter(([skill]) => skill !== "");
  const skills = Object.fromEntries(said);
  return Object.keys(skills).length === said.length ? skills : null;
}

/** Rows of skills. */
export function skillRows(skills: Readonly<Record<string, number>>): readonly SkillRow[] {
  return Object.entries(skills).map(([skill, level]) => ({ skill, level }));
}
