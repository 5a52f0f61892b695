/** The state of an import as a badge with shape and text. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon, type IconName } from "../../parts/icons.tsx";
import type { OperatorImport } from "./imports-data.ts";

type State = OperatorImport["state"];

const BADGE_STYLES: { readonly [state in State]: { readonly tone: string; readonly icon: IconName } } = {
  "looked-at": { tone: "tone-info", icon: "search" },
  "carried-out": { tone: "tone-good", icon: "check" },
  undone: { tone: "tone-rest", icon: "retry" },
};

/** The badge of an import. */
export function ImportBadge({ state }: { readonly state: State }): ReactNode {
  const t = useTranslations("web.imports.states");
  const { tone, icon } = BADGE_STYLES[state];
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icon} size={14} />
      {t(state)}
    </span>
  );
}
