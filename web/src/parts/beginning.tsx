/** Shows a long list in steps, with a "show more" button: rendering hundreds of cards at once slows phones down. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";

/** Shows the first `step` items and `step` more at each press; `more` is null once all items are shown. */
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
