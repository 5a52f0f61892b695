/** The blocks of a pattern, each with the number of available codes. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Code } from "../../data/types.ts";
import { codeBlockOf } from "../../words/code-block.ts";

/** One button per block; during a search, `matching` shows matches instead of available codes. */
export function NumberBlockPicker({
  codes,
  sheets,
  sheet,
  matching,
  onPick,
}: {
  readonly codes: readonly Code[];
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly matching: ReadonlySet<string> | null;
  readonly onPick: (sheet: string) => void;
}): ReactNode {
  const t = useTranslations("web.numbers");
  const counts = new Map<string, number>();
  for (const code of codes) {
    const counted = matching === null ? code.state === "idle" : matching.has(code.code);
    if (counted) counts.set(codeBlockOf(code.code), (counts.get(codeBlockOf(code.code)) ?? 0) + 1);
  }
  return (
    <nav aria-label={t("sheets")} className="mb-4">
      <ul className="grid grid-cols-5 gap-1.5 sm:grid-cols-10">
        {sheets.map((one) => (
          <li key={one}>
            <button
              type="button"
              className="segment w-full flex-col gap-0 border-line bg-surface py-1 leading-tight aria-pressed:border-accent aria-pressed:bg-accent-soft"
              aria-pressed={one === sheet}
              onClick={() => onPick(one)}
            >
              <span className="text-small">{one}__</span>
              <span className="text-tiny font-normal text-soft">
                {matching === null
                  ? t("freeCount", { count: counts.get(one) ?? 0 })
                  : t("matchCount", { count: counts.get(one) ?? 0 })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
