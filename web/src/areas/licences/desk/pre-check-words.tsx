/** Automatic pre-check results of an item as text; the officer decides on their effect. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../../parts/icons.tsx";
import type { Item, Licence, PreCheckFinding } from "../licence-types.ts";
import { useFoundWords } from "../requirement-words.ts";

const NOTICE_STYLES = {
  blocks: { tone: "bad", icon: "error" },
  warns: { tone: "wait", icon: "warning" },
  "not-checked": { tone: "info", icon: "info" },
} as const;

const SHOWN_MAX = 10;

interface FoundProps {
  readonly licence: Licence;
  readonly item: Item;
  readonly onGo: (to: { readonly at?: string | undefined; readonly page?: string | undefined }) => void;
}

function Line({ found, onGo }: Pick<FoundProps, "onGo"> & { readonly found: PreCheckFinding }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const levels = useTranslations("web.licence.level");
  const words = useFoundWords();
  const { tone, icon } = NOTICE_STYLES[found.level];
  const at = found.place.slot ?? found.place.part;
  const { page } = found.place;
  return (
    <li className={`flex items-start gap-2 px-4 py-2 tone-${tone}`}>
      <span className="text-[var(--tone)]">
        <Icon name={icon} size={18} />
      </span>
      <p className="min-w-0 flex-1">
        <span className="mr-2 text-small font-semibold">{levels(found.level)}</span>
        {words(found).message}
      </p>
      {at === null ? null : (
        <button
          type="button"
          className="button button-small button-quiet"
          onClick={() => onGo({ at, ...(page === null ? {} : { page: String(page) }) })}
        >
          {t("showPlace")}
        </button>
      )}
    </li>
  );
}

/** The list; renders nothing without results. */
export function FoundByProgram({ licence, item, onGo }: FoundProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const found = licence.preCheck.filter(({ requirement }) => requirement === item.key);
  if (found.length === 0) return null;
  return (
    <details className="card" open={found.length <= SHOWN_MAX}>
      <summary className="cursor-pointer px-4 py-2 font-semibold">{t("foundTitle", { count: found.length })}</summary>
      <ul className="divide-y divide-line border-t border-line">
        {found.map((one) => (
          <Line key={`${one.code}${JSON.stringify(one.place)}`} found={one} onGo={onGo} />
        ))}
      </ul>
    </details>
  );
}
