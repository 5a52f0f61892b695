/** A long list by its beginning, with the button that shows more of it: hundreds of cards at once hold a phone up. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";

/** The first `step` of the items, then as many more with each press; `more` is null once all are shown. */
export function useBeginning<Item>(
  items: readonly Item[],
  step: number,
): { readonly shown: readonly Item[]; readonly more: ReactNode } {
  const t = useTranslations("web.parts");
  const [count, setCount] = useState(step);
  const rest = items.length - count;
  return {
    shown: rest > 0 ? items.slice(0, count) : items,
    more:
      rest > 0 ? (
        <button type="button" className="button button-small justify-self-start" onClick={() => setCount(count + step)}>
          {t("showMore", { count: Math.min(step, rest), rest })}
        </button>
      ) : null,
  };
}
