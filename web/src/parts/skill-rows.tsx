/** Skills with a level each, one per row: those of an agent or those required of an agent. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "./icons.tsx";

const LEVEL_MAX = 10;
const NAME_MAX = 40;
const LEVELS = Array.from({ length: LEVEL_MAX }, (_, index) => index + 1);

/** A skill as typed into the form. */
export interface SkillRow {
  readonly skill: string;
  readonly level: number;
}

interface SkillRowsProps {
  /** Prefix of the field ids; must be unique on the screen. */
  readonly name: string;
  readonly rows: readonly SkillRow[];
  readonly max: number;
  /** Suggestions while typing a name. */
  readonly known: readonly string[];
  readonly onChange: (rows: readonly SkillRow[]) => void;
}

/** The rows with their buttons to add and remove. */
export function SkillRows({ name, rows, max, known, onChange }: SkillRowsProps): ReactNode {
  const t = useTranslations("web.skillRows");
  const change = (index: number, part: Partial<SkillRow>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div className="grid gap-2">
      {rows.length === 0 ? <p className="text-small text-soft">{t("none")}</p> : null}
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: A row is its place; its name changes while it is typed.
        <div key={index} className="flex flex-wrap items-center gap-2">
          <input
            id={`${name}-${index}`}
            className="input min-w-0 flex-1 basis-40"
            aria-label={t("nameOf", { nth: index + 1 })}
            list={`${name}-known`}
            maxLength={NAME_MAX}
            value={row.skill}
            onChange={(event) => change(index, { skill: event.target.value })}
          />
          <select
            className="input w-auto"
            aria-label={t("levelOf", { nth: index + 1 })}
            value={row.level}
            onChange={(event) => change(index, { level: Number(event.target.value) })}
          >
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {t("level", { level })}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="button button-small"
            aria-label={t("remove", { name: row.skill === "" ? String(index + 1) : row.skill })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
      <datalist id={`${name}-known`}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {rows.length >= max ? null : (
        <button
          type="button"
          className="button button-small justify-self-start"
          onClick={() => onChange([...rows, { skill: "", level: 1 }])}
        >
          {t("add")}
        </button>
      )}
    </div>
  );
}
