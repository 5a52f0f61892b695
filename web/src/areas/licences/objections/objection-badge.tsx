/** Badges for the states of an objection: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone, UNKNOWN_STYLE } from "../../../parts/badges.tsx";
import type { ObjectionState } from "../licence-types.ts";

const BADGE_STYLES: Readonly<Record<ObjectionState, { readonly shape: Shape; readonly tone: Tone }>> = {
  filed: { shape: "half", tone: "info" },
  reviewing: { shape: "eye", tone: "think" },
  reviewed: { shape: "arrow", tone: "info" },
  granted: { shape: "tick", tone: "good" },
  refused: { shape: "cross", tone: "bad" },
  withdrawn: { shape: "dash", tone: "quiet" },
};

/** The state of an objection. */
export function ObjectionBadge({ state }: { readonly state: ObjectionState }): ReactNode {
  const t = useTranslations("web.licence.objection.state");
  return <Badge {...(BADGE_STYLES[state] ?? UNKNOWN_STYLE)}>{t(state)}</Badge>;
}
