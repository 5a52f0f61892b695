/** The state of an order: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";

/** The states of an order. */
export const ORDER_STATES = ["planned", "in-force", "ended", "undone"] as const;

const BADGE_STYLES = {
  planned: { shape: "half", tone: "wait" },
  "in-force": { shape: "square", tone: "solid" },
  ended: { shape: "tick", tone: "quiet" },
  undone: { shape: "cross", tone: "quiet" },
} as const;

/** The state of an order. */
export function OrderBadge({ state }: { readonly state: (typeof ORDER_STATES)[number] }): ReactNode {
  const t = useTranslations("web.inventory.order");
  return <Badge {...BADGE_STYLES[state]}>{t(`states.${state}`)}</Badge>;
}
