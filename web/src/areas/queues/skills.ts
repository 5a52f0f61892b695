/** Skills as they are typed: one to a line, its level behind it, as in `Bahasa Inggris 7`. */

/** The highest level, and how many skills an agent has at the most. */
const LEVEL_MAX = 10;
const SKILLS_MAX = 50;
const NAME_MAX = 40;

/** The skills of a text; null when a line is none, says a skill twice, or there are too many. */
export function readSkills(text: string): Readonly<Record<string, number>> | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const skills = lines.map((line) => /^(.*\S)\s+(\d{1,2})$/.exec(line));
  const pairs = skills.map((found) => [found?.[1] ?? "", Number(found?.[2] ?? 0)] as const);
  const isSound = pairs.every(
    ([name, level]) => name !== "" && name.length <= NAME_MAX && level >= 1 && level <= LEVEL_MAX,
  );
  const names = new Set(pairs.map(([name]) => name));
  return isSound && names.size === pairs.length && pairs.length <= SKILLS_MAX ? Object.fromEntries(pairs) : null;
}

/** The text of skills. */
export function writeSkills(skills: Readonly<Record<string, number>>): string {
  return Object.entries(skills)
    .map(([name, level]) => `${name} ${level}`)
    .join("\n");
}
