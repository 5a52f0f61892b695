/** The state of an article: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ArticleState } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { Badge } from "../../parts/badges.tsx";

const BADGE_STYLES = {
  draft: { shape: "ring", tone: "quiet" },
  upcoming: { shape: "arrow", tone: "info" },
  "in-force": { shape: "disc", tone: "good" },
  expiring: { shape: "half", tone: "wait" },
  expired: { shape: "cross", tone: "bad" },
} as const satisfies Record<ArticleState, object>;

/** The badge of a state. */
export function ArticleStateBadge({ state }: { readonly state: ArticleState }): ReactNode {
  const t = useTranslations("web.information.states");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}
